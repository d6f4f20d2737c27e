using System.Runtime.InteropServices;

namespace TopoGen.Benchmarks;

/// <summary>By hand: the words of <see cref="WordTally"/>, drawn in the same way, counted in a dictionary by one thread.</summary>
internal static class DictionaryTally
{
    public static void Run(long count, int distinct)
    {
        string[] words = WordTally.Vocabulary(distinct);
        var counts = new Dictionary<string, long>();
        for (long i = 0; i < count; i++)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, words[WordTally.Draw(i, distinct)], out _)++;
        }

        if (counts.Values.Sum() != count)
        {
            throw new InvalidOperationException($"Of {count} words {counts.Values.Sum()} are counted.");
        }
    }
}
