using System.Runtime.InteropServices;

namespace TopoGen.Benchmarks;

/// <summary>Word count by PLINQ: a dictionary for each thread, put together at the end.</summary>
internal static class ParallelCount
{
    public static IReadOnlyDictionary<string, int> Run(string file)
        => File.ReadLines(file).AsParallel().Aggregate(
            static () => new Dictionary<string, int>(),
            static (counts, line) =>
            {
                foreach (string word in TextWords.In(line))
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(counts, word, out _)++;
                }

                return counts;
            },
            static (all, some) =>
            {
                foreach ((string word, int count) in some)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(all, word, out _) += count;
                }

                return all;
            },
            static all => all);
}
