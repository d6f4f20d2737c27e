using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace TopoGen.Hosting.Text;

/// <summary>The words of UTF-8, as <see cref="WordReader"/> finds them in text: nothing is decoded, and nothing allocated. Not thread-safe: one for each task, and one walk at a time.</summary>
public sealed class Utf8WordReader
{
    /// <summary>A rune in lower case may take one byte more than the capital: three for two.</summary>
    private const int Growth = 2;

    /// <summary>What a byte is in a word: itself in lower case, 0 where it ends a word, <see cref="Words.Long"/> where it is a part of a longer rune.</summary>
    private static readonly byte[] Kinds =
        [.. Enumerable.Range(0, 256).Select(b => b >= 0x80 ? Words.Long : char.IsAsciiLetterOrDigit((char)b) ? (byte)char.ToLowerInvariant((char)b) : (byte)0)];

    private byte[] _word = [];

    /// <summary>Walks the words of a text, in order. What is not UTF-8 is no part of a word.</summary>
    public Words Read(ReadOnlySpan<byte> text)
    {
        if (_word.Length < text.Length * Growth)
        {
            _word = new byte[text.Length * Growth];
        }

        return new Words(_word, text);
    }

    /// <summary>The words of one text.</summary>
    public ref struct Words
    {
        internal const byte Long = 0x80;

        private readonly Span<byte> _word;
        private readonly ReadOnlySpan<byte> _text;
        private int _position;
        private int _length;

        internal Words(Span<byte> word, ReadOnlySpan<byte> text)
        {
            _word = word;
            _text = text;
        }

        /// <summary>The word at hand, until <see cref="MoveNext"/>.</summary>
        public readonly ReadOnlySpan<byte> Current => _word[.._length];

        public readonly Words GetEnumerator() => this;

        public bool MoveNext()
        {
            ReadOnlySpan<byte> text = _text;
            ref byte kinds = ref MemoryMarshal.GetArrayDataReference(Kinds);

            // It has room for all of the text.
            ref byte word = ref MemoryMarshal.GetReference(_word);
            int at = _position;
            int length = 0;
            while (at < text.Length)
            {
                byte kind = Unsafe.Add(ref kinds, text[at]);
                if (kind is not (0 or Long))
                {
                    Unsafe.Add(ref word, length++) = kind;
                    at++;
                    continue;
                }

                bool continues = false;
                if (kind == 0)
                {
                    at++;
                }
                else
                {
                    // Copies, so that those of the loop can live in registers.
                    int longer = length;
                    continues = Continues(text, at, out int behind, ref longer);
                    at = behind;
                    length = longer;
                }

                if (!continues && length > 0)
                {
                    break;
                }
            }

            _position = at;
            _length = length;
            return length > 0;
        }

        /// <summary>Takes a rune of several bytes.</summary>
        /// <returns>Whether it belongs to the word.</returns>
        private readonly bool Continues(ReadOnlySpan<byte> text, int at, out int behind, ref int length)
        {
            // What is no rune becomes one that is no letter.
            Rune.DecodeFromUtf8(text[at..], out Rune rune, out int width);
            behind = at + width;
            if (!Rune.IsLetterOrDigit(rune))
            {
                return false;
            }

            length += Rune.ToLowerInvariant(rune).EncodeToUtf8(_word[length..]);
            return true;
        }
    }
}
