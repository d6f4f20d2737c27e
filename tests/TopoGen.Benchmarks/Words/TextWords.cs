using System.Text;

namespace TopoGen.Benchmarks;

/// <summary>The words of a line: maximal runs of letters and digits, in lower case.</summary>
internal static class TextWords
{
    public static IEnumerable<string> In(string line)
    {
        int start = -1;
        int length;
        for (int i = 0; i < line.Length; i += length)
        {
            Rune.DecodeFromUtf16(line.AsSpan(i), out Rune rune, out length);
            if (!Rune.IsLetterOrDigit(rune))
            {
                if (start >= 0)
                {
                    yield return line[start..i].ToLowerInvariant();
                    start = -1;
                }
            }
            else if (start < 0)
            {
                start = i;
            }
        }

        if (start >= 0)
        {
            yield return line[start..].ToLowerInvariant();
        }
    }
}
