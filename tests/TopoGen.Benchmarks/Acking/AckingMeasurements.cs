namespace TopoGen.Benchmarks;

/// <summary>What it costs to know that a message is done.</summary>
internal static class AckingMeasurements
{
    private const long Tuples = 40_000_000;

    public static IReadOnlyList<Measurement> All =>
    [
        MeasurementCatalog.PerTupleAsync("acked-fused", Tuples, static count => AckedPassThroughRun.RunAsync(count, executors: 1, isTracked: true)),
        MeasurementCatalog.PerTupleAsync("untracked-fused", Tuples, static count => AckedPassThroughRun.RunAsync(count, executors: 1, isTracked: false)),
        MeasurementCatalog.PerTupleAsync("acked-threads", Tuples, static count => AckedPassThroughRun.RunAsync(count, executors: 3, isTracked: true)),
        MeasurementCatalog.PerTupleAsync("untracked-threads", Tuples, static count => AckedPassThroughRun.RunAsync(count, executors: 3, isTracked: false)),
        MeasurementCatalog.PerTuple("trees-ledger", Tuples, TreeRun.Run<EngineLedger>),
        MeasurementCatalog.PerTuple("trees-ring", Tuples, TreeRun.Run<RingLedger>),
        MeasurementCatalog.PerTuple("trees-dictionary", Tuples / 4, TreeRun.Run<DictionaryLedger>),
    ];
}
