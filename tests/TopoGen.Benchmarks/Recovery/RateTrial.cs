using System.Diagnostics;

namespace TopoGen.Benchmarks;

/// <summary>How many visits a second go through two workers, state, epochs and all.</summary>
/// <param name="Name">As it is shown.</param>
/// <param name="Topology">Which one.</param>
internal sealed record RateTrial(string Name, string Topology)
{
    private const long Every = 10_000;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(10);

    /// <returns>Visits a second.</returns>
    public async Task<double> RunAsync(long keys)
    {
        using var redis = new RecoveryRedis();
        using var folder = new VisitFolder();
        using var run = new VisitRun(
            new VisitSettings(keys, Rate: 0, Every, folder.Path), ["run", "--topology", Topology, "--workers", "2", "--redis", redis.Address, .. folder.Data]);
        await run.UntilAsync(output => output.Number >= keys);
        await run.WatchAsync(Settling);
        int before = run.Outputs.Count;
        await run.WatchAsync(Watched);
        VisitOutput[] watched = [.. run.Outputs.Skip(before).OrderBy(static o => o.Emitted)];
        return (watched[^1].Number - watched[0].Number) / Stopwatch.GetElapsedTime(watched[0].Emitted, watched[^1].Emitted).TotalSeconds;
    }
}
