using System.Text;

namespace TopoGen.Hosting.Text;

/// <summary>
/// Finds the words of a text: maximal runs of letters and digits (<see cref="Rune.IsLetterOrDigit"/>), each rune in lower case
/// (<see cref="Rune.ToLowerInvariant"/>). A word that comes again is mostly the same string, so that a stream of words hardly
/// allocates. Not thread-safe: one for each task, and one walk at a time.
/// </summary>
public sealed class WordReader
{
    /// <summary>The bit that makes an ASCII capital small; all small letters and all digits have it anyway.</summary>
    private const char SmallBit = ' ';

    private readonly StringCache _cache = new();
    private char[] _word = [];

    /// <summary>Walks the words of a text, in order.</summary>
    public Words Read(string text)
    {
        // A lower-case rune takes as many characters as the capital.
        if (_word.Length < text.Length)
        {
            _word = new char[text.Length];
        }

        return new Words(this, text);
    }

    /// <summary>The words of one text.</summary>
    public ref struct Words
    {
        private readonly WordReader _reader;
        private readonly ReadOnlySpan<char> _text;
        private int _position;

        internal Words(WordReader reader, string text)
        {
            _reader = reader;
            _text = text;
            Current = "";
        }

        public string Current { get; private set; }

        public readonly Words GetEnumerator() => this;

        public bool MoveNext()
        {
            ReadOnlySpan<char> text = _text;
            Span<char> word = _reader._word;
            int at = _position;
            int length = 0;
            while (at < text.Length)
            {
                char c = text[at];
                if (char.IsAsciiLetterOrDigit(c))
                {
                    word[length++] = (char)(c | SmallBit);
                    at++;
                    continue;
                }

                bool continues = false;
                if (char.IsAscii(c))
                {
                    at++;
                }
                else
                {
                    // Copies, so that those of the loop can live in registers.
                    int longer = length;
                    continues = Continues(text, word, at, out int behind, ref longer);
                    at = behind;
                    length = longer;
                }

                if (!continues && length > 0)
                {
                    break;
                }
            }

            _position = at;
            if (length == 0)
            {
                return false;
            }

            Current = _reader._cache.Get(word[..length]);
            return true;
        }

        /// <summary>Takes a rune that is not ASCII.</summary>
        /// <returns>Whether it belongs to the word.</returns>
        private static bool Continues(ReadOnlySpan<char> text, Span<char> word, int at, out int behind, ref int length)
        {
            Rune.DecodeFromUtf16(text[at..], out Rune rune, out int width);
            behind = at + width;
            if (!Rune.IsLetterOrDigit(rune))
            {
                return false;
            }

            length += Rune.ToLowerInvariant(rune).EncodeToUtf16(word[length..]);
            return true;
        }
    }
}
