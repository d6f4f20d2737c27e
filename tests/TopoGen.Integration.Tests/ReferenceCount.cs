using System.Globalization;
using System.Text;

namespace TopoGen.Integration.Tests;

/// <summary>
/// Counts words in another way than the sample: the whole text at once, by Unicode categories, with nothing of the project's code.
/// </summary>
internal static class ReferenceCount
{
    /// <returns>What <c>--output</c> must hold for these files.</returns>
    public static string Of(IEnumerable<byte[]> files)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (byte[] file in files)
        {
            string text = Encoding.UTF8.GetString(file);
            Add(counts, text.StartsWith('\uFEFF') ? text[1..] : text);
        }

        var result = new StringBuilder();
        foreach ((string word, long count) in counts)
        {
            result.Append(word).Append('\t').Append(count.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }

        return result.ToString();
    }

    private static void Add(SortedDictionary<string, long> counts, string text)
    {
        int begin = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool isWord = i < text.Length && IsLetterOrDigit(CharUnicodeInfo.GetUnicodeCategory(text, i));
            if (isWord && begin < 0)
            {
                begin = i;
            }
            else if (!isWord && begin >= 0)
            {
                string word = text[begin..i].ToLowerInvariant();
                counts[word] = counts.GetValueOrDefault(word) + 1;
                begin = -1;
            }

            i += i < text.Length && char.IsSurrogatePair(text, i) ? 1 : 0;
        }
    }

    private static bool IsLetterOrDigit(UnicodeCategory category) => category
        is UnicodeCategory.UppercaseLetter
        or UnicodeCategory.LowercaseLetter
        or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter
        or UnicodeCategory.DecimalDigitNumber;
}
