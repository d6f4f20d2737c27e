using System.Diagnostics;

namespace TopoGen.Benchmarks;

/// <summary>From the start of <c>run</c> to the first tuple that has been through the topology.</summary>
internal static class StartRun
{
    /// <param name="workers">As in <c>--workers</c>; 0 for one process without.</param>
    public static async Task<Figures> RunAsync(int workers)
    {
        using var started = new StartedWorkers(workers);
        long processed = await started.UntilAsync(static () => StartTopology.Everywhere);
        return new Dictionary<string, double> { ["first"] = Stopwatch.GetElapsedTime(started.Begun, processed).TotalSeconds };
    }
}
