using System.Runtime.InteropServices;

namespace TopoGen.Benchmarks;

/// <summary>Word count as one writes it without thinking of threads.</summary>
internal static class DictionaryCount
{
    public static IReadOnlyDictionary<string, int> Run(string file)
    {
        var counts = new Dictionary<string, int>();
        foreach (string line in File.ReadLines(file))
        {
            foreach (string word in TextWords.In(line))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, word, out _)++;
            }
        }

        return counts;
    }
}
