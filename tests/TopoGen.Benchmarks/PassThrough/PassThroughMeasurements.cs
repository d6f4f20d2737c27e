namespace TopoGen.Benchmarks;

/// <summary>A tuple of 16 bytes through spout, identity and sink: by the engine, and by what else there is in .NET.</summary>
internal static class PassThroughMeasurements
{
    private const long Tuples = 40_000_000;

    public static IReadOnlyList<Measurement> All =>
    [
        MeasurementCatalog.PerTuple("inlined-loop", 4 * Tuples, InlinedLoop.Run),
        MeasurementCatalog.PerTuple("direct-calls", Tuples, DirectCalls.Run),
        MeasurementCatalog.PerTuple("reactive-fused", Tuples / 2, ReactiveChain.RunFused),
        MeasurementCatalog.PerTupleAsync("pass-through-fused", Tuples, static count => PassThroughRun.RunAsync(count, executors: 1)),
        MeasurementCatalog.PerTupleAsync("pass-through-threads", Tuples, static count => PassThroughRun.RunAsync(count, executors: 3)),
        MeasurementCatalog.PerTuple("bare-ring", Tuples, BareRingChain.Run),
        MeasurementCatalog.PerTupleAsync("channel", Tuples / 8, ChannelChain.RunAsync),
        MeasurementCatalog.PerTupleAsync("channel-tuned", Tuples / 8, TunedChannelChain.RunAsync),
        MeasurementCatalog.PerTupleAsync("channel-batched", Tuples, BatchedChannelChain.RunAsync),
        MeasurementCatalog.PerTupleAsync("dataflow", Tuples / 20, DataflowChain.RunAsync),
        MeasurementCatalog.PerTuple("reactive-threads", Tuples / 20, ReactiveChain.RunThreads),
    ];
}
