namespace TopoGen.Benchmarks;

/// <summary>A tuple now and then, to a thread that sleeps.</summary>
internal static class HandOverMeasurements
{
    public static IReadOnlyList<Measurement> All =>
    [
        new("ping-topology", 2_000, PingRun.RunAsync),
        new("ping-bare-ring", 2_000, static count => Task.FromResult(BareRingPing.Run(count))),
    ];
}
