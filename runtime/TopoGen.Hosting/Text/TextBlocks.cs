using System.Buffers;
using System.Text;

namespace TopoGen.Hosting.Text;

/// <summary>
/// Decides where a block of text ends. Every cut is before or after an ASCII byte or before the first byte of a sequence,
/// where a UTF-8 decoder starts anew whatever came before: decoding the parts gives what decoding the whole gives.
/// </summary>
internal static class TextBlocks
{
    /// <summary>Bytes of a block of ordinary lines: some hundred words a tuple, and a full ring of them stays small.</summary>
    public const int Block = 4 * 1024;

    /// <summary>Bytes of the longest line that stays whole.</summary>
    public const int LongestLine = 16 * 1024;

    /// <summary>Bytes read at once, unless a longer word needs more.</summary>
    public const int BufferSize = 256 * 1024;

    /// <summary>Bytes of the longest word: read, decoded, cut out and kept as a key it takes about a dozen times as many.</summary>
    public const int LongestWord = 16 * 1024 * 1024;

    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\n\v\f\r"u8);

    /// <param name="text">What is buffered and not yet handed out.</param>
    /// <param name="atEnd">Whether the file has nothing after it.</param>
    /// <param name="searched">
    /// How many of these bytes are known to be one run without a cut; kept by the caller while it reads more of the same run.
    /// </param>
    /// <returns>The length of the next block, or 0 where more must be read first.</returns>
    public static int Cut(ReadOnlySpan<byte> text, bool atEnd, ref int searched)
    {
        if (searched == 0)
        {
            if (text.Length < LongestLine && !atEnd)
            {
                return 0;
            }

            if (text.Length <= Block)
            {
                return text.Length;
            }

            int cut = CutLines(text);
            if (cut > 0)
            {
                return cut;
            }

            if (text.Length <= LongestLine)
            {
                return text.Length;
            }
        }

        return CutWord(text, atEnd, ref searched);
    }

    private static int CutLines(ReadOnlySpan<byte> text)
    {
        int cut = text[..Block].LastIndexOf((byte)'\n') + 1;
        if (cut > 0)
        {
            return cut;
        }

        ReadOnlySpan<byte> line = text[..Math.Min(text.Length, LongestLine)];
        int rest = line[Block..].IndexOf((byte)'\n');
        if (rest >= 0)
        {
            return Block + rest + 1;
        }

        return text.Length <= LongestLine ? 0 : line.LastIndexOfAny(WhiteSpace) + 1;
    }

    /// <summary>Finds the first place after a line's length where the run of letters and digits is over.</summary>
    private static int CutWord(ReadOnlySpan<byte> text, bool atEnd, ref int searched)
    {
        int at = Math.Max(searched, LongestLine);
        while (at < text.Length)
        {
            byte first = text[at];
            if (IsContinuation(first))
            {
                // No sequence has a fourth continuation byte: it stands alone, and is no letter.
                if (text[(at - 3)..at].ContainsAnyExceptInRange<byte>(0x80, 0xBF))
                {
                    at++;
                    continue;
                }

                return at;
            }

            if (char.IsAsciiLetterOrDigit((char)first))
            {
                at++;
                continue;
            }

            OperationStatus status = Rune.DecodeFromUtf8(text[at..], out Rune rune, out int length);
            if (status == OperationStatus.NeedMoreData && !atEnd)
            {
                break;
            }

            if (status != OperationStatus.Done || !Rune.IsLetterOrDigit(rune))
            {
                return at;
            }

            at += length;
        }

        searched = at;
        return atEnd ? text.Length : 0;
    }

    private static bool IsContinuation(byte value) => (value & 0xC0) == 0x80;
}
