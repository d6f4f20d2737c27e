using System.Diagnostics;

namespace TopoGen.Benchmarks;

/// <summary>A third worker joins two, and gets tasks: how long there is no output.</summary>
internal static class RescaleTrial
{
    private const string Topology = "recovery-checkpoint";

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(15);

    /// <returns>Seconds.</returns>
    public static async Task<double> RunAsync(long keys)
    {
        using var redis = new RecoveryRedis();
        using var folder = new VisitFolder();
        var settings = new VisitSettings(keys, Rate: 1000, Every: 1, folder.Path);
        using var run = new VisitRun(settings, ["run", "--topology", Topology, "--workers", "2", "--redis", redis.Address, .. folder.HurriedData]);
        await run.UntilAsync(output => output.Number >= keys);
        using Process joined = settings.Start("worker", "--topology", Topology, "--redis", redis.Address);
        await run.WatchAsync(Settling);
        long asked = Stopwatch.GetTimestamp();
        using (Process rebalance = settings.Start("rebalance", "--topology", Topology, "--redis", redis.Address, "--workers", "3"))
        {
            await rebalance.WaitForExitAsync();
        }

        await run.WatchAsync(Watched);
        Supervisors.Stop(joined);
        long[] seen = [.. run.Outputs.Select(static o => o.Seen).Where(at => at > asked).Distinct()];
        return seen.Zip(seen.Skip(1), static (before, after) => Stopwatch.GetElapsedTime(before, after).TotalSeconds).Max();
    }
}
