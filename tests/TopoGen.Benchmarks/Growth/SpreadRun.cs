using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>One run of <see cref="Spread"/> with options as they are by default.</summary>
internal static class SpreadRun
{
    /// <returns>Nanoseconds of a tuple, and milliseconds from no plan to the end of a run of one tuple.</returns>
    public static async Task<Figures> RunAsync(long count, int tasks)
    {
        TimeSpan start = await TimeAsync(1, tasks);
        TimeSpan all = await TimeAsync(count, tasks);
        return new Dictionary<string, double> { ["ns"] = (all - start).TotalNanoseconds / count, ["start"] = start.TotalMilliseconds };
    }

    private static async Task<TimeSpan> TimeAsync(long count, int tasks)
    {
        var totals = new SpreadTotals(count);
        await using ServiceProvider services = new ServiceCollection().AddSingleton(totals).BuildServiceProvider();
        var options = new EngineOptions { Components = { [nameof(Spread.Sink)] = tasks } };
        long begun = Stopwatch.GetTimestamp();
        await Topologies.RunAsync<Spread>(options, services);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(begun);
        PassThroughRun.Verify(totals.Sum, count);
        return elapsed;
    }
}
