namespace TopoGen.Benchmarks;

/// <summary>Storm's shapes by hand. Two hops and a hop between processes are measured by other groups too.</summary>
internal static class StormMeasurements
{
    public static IReadOnlyList<Measurement> All { get; } =
    [
        MeasurementCatalog.PerTuple("bare-ring-hop", 40_000_000, OneHop.Run),
        MeasurementCatalog.PerTuple("lines-by-hand", 10_000_000, LinesByHand.Run),
        MeasurementCatalog.PerTuple("slow-work", 25_000, SlowWork.Do),
    ];
}
