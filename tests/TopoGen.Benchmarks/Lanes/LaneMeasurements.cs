namespace TopoGen.Benchmarks;

/// <summary>A fused chain, and two replicas of it on a thread each.</summary>
internal static class LaneMeasurements
{
    private const long Tuples = 80_000_000;

    public static IReadOnlyList<Measurement> All =>
    [
        .. new[] { 1, 2 }.SelectMany(static lanes => new[]
        {
            MeasurementCatalog.PerTupleAsync($"lanes-{lanes}", Tuples, count => LanesRun.RunAsync(count, lanes)),
            MeasurementCatalog.PerTuple($"direct-lanes-{lanes}", Tuples, count => DirectLane.Run(count, lanes)),
        }),
    ];
}
