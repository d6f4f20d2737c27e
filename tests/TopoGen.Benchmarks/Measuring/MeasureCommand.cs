using System.Diagnostics;
using System.Text.Json;

namespace TopoGen.Benchmarks;

/// <summary><c>measure NAME COUNT</c>: warms up, runs a few times and prints the medians as one line of JSON.</summary>
internal static class MeasureCommand
{
    private const int Runs = 3;

    /// <summary>Tiered compilation waits 100 ms for startup to calm down before it begins to optimize.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(700);

    public static async Task<int> RunAsync(string name, long count)
    {
        Measurement measurement = MeasurementCatalog.All.First(m => m.Name == name);
        long begun = Stopwatch.GetTimestamp();
        do
        {
            await measurement.RunAsync(Math.Max(1, count / 20));
        }
        while (Stopwatch.GetElapsedTime(begun) < WarmUp);

        var runs = new List<Figures>();
        for (int run = 0; run < Runs; run++)
        {
            runs.Add(await measurement.RunAsync(count));
        }

        var medians = runs[0].Keys.ToDictionary(key => key, key => Statistics.Median(runs.Select(run => run[key])));
        Console.WriteLine(JsonSerializer.Serialize(medians));
        return 0;
    }
}
