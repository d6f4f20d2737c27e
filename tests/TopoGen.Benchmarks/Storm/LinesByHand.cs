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

    /// <summary>How many words there are in so many lines, from the first one on and over and over.</summary>
    public static long WordsOf(long lines)
    {
        var reader = new WordReader();
        long all = 0;
        long rest = 0;
        for (int line = 0; line < WordText.OwnLines.Length; line++)
        {
            rest = line == lines % WordText.OwnLines.Length ? all : rest;
            foreach (string _ in reader.Read(WordText.OwnLines[line]))
            {
                all++;
            }
        }

        return (lines / WordText.OwnLines.Length * all) + rest;
    }
}
