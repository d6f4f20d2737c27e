using System.Runtime.InteropServices;
using TopoGen.Hosting.Text;

namespace TopoGen.Benchmarks;

/// <summary>The word count of <see cref="FileReadWordCount"/> as one loop with a <see cref="Dictionary{TKey,TValue}"/>.</summary>
internal static class LinesByHand
{
    /// <param name="count">Words, at least.</param>
    public static void Run(long count)
    {
        var reader = new WordReader();
        var totals = new Dictionary<string, long>(StringComparer.Ordinal);
        long counted = 0;
        for (long line = 0; counted < count; line++)
        {
            foreach (string word in reader.Read(WordText.OwnLines[line % WordText.OwnLines.Length]))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(totals, word, out _)++;
                counted++;
            }
        }

        if (totals.Values.Sum() != counted)
        {
            throw new InvalidOperationException("Words are lost.");
        }
    }
}
