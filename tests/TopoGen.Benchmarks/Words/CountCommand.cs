using System.Diagnostics;
using System.Text.Json;

namespace TopoGen.Benchmarks;

/// <summary><c>count dictionary|channels|plinq|dataflow FILE --output COUNTS</c>: the baselines of the word count, as whole processes.</summary>
internal static class CountCommand
{
    public static async Task<int> RunAsync(string kind, string file, string output)
    {
        long begun = Stopwatch.GetTimestamp();
        IReadOnlyDictionary<string, int> counts = kind switch
        {
            "dictionary" => DictionaryCount.Run(file),
            "channels" => await ChannelsCount.RunAsync(file),
            "plinq" => ParallelCount.Run(file),
            "dataflow" => await DataflowCount.RunAsync(file),
            _ => throw new ArgumentException($"'{kind}' is not dictionary, channels, plinq or dataflow.", nameof(kind)),
        };
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        Write(counts, output);
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, double>
        {
            ["inside"] = seconds,
            ["words"] = counts.Values.Sum(static count => (long)count),
        }));
        return 0;
    }

    /// <summary>The format of the sample: word, tabulator, count, in ordinal order.</summary>
    private static void Write(IReadOnlyDictionary<string, int> counts, string output)
    {
        using var writer = new StreamWriter(output) { NewLine = "\n" };
        foreach ((string word, int count) in counts.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WriteLine($"{word}\t{count}");
        }
    }
}
