using System.Globalization;

namespace TopoGen.Runtime;

/// <content>Reading the text of an id.</content>
public readonly partial record struct EpochId
{
    /// <summary>Reads what <see cref="ToString"/> writes, and nothing else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out EpochId id)
    {
        id = default;
        Span<Range> parts = stackalloc Range[5];
        if (text.Split(parts, '.') != 4
            || !TryParseWord(text[parts[0]], out ulong lineage)
            || !TryParseNumber(text[parts[1]], out long generation)
            || !TryParseWord(text[parts[2]], out ulong nonce)
            || !TryParseNumber(text[parts[3]], out long number))
        {
            return false;
        }

        id = new EpochId(lineage, new FencingToken(generation, nonce), number);
        return true;
    }

    private static bool TryParseWord(ReadOnlySpan<char> text, out ulong word)
    {
        word = 0;
        return text.Length == 16
            && !text.ContainsAnyInRange('A', 'F')
            && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out word);
    }

    private static bool TryParseNumber(ReadOnlySpan<char> text, out long number)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && (text.Length == 1 || text[0] != '0');
}
