using System.Diagnostics;

namespace TopoGen.Benchmarks;

/// <summary>
/// From the start of <c>run --workers 3</c> to the first tuple that all three workers have processed.
/// </summary>
internal static class StartRun
{
    public static async Task<Figures> RunAsync()
    {
        using var workers = new StartedWorkers();
        long processed = await workers.UntilAsync(static () => StartTopology.Everywhere);
        return new Dictionary<string, double> { ["first"] = Stopwatch.GetElapsedTime(workers.Begun, processed).TotalSeconds };
    }
}
