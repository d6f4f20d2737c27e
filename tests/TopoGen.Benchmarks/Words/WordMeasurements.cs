using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>Words, counted as views, and as strings in state that is kept by epochs.</summary>
internal static class WordMeasurements
{
    private const long Words = 60_000_000;

    public static IReadOnlyList<Measurement> All =>
    [
        MeasurementCatalog.PerTupleAsync("tally-once", 80_000_000, static count => WordTallyRun.RunAsync(count, Delivery.ExactlyOnce)),
        MeasurementCatalog.PerTupleAsync("tally-plain", 80_000_000, static count => WordTallyRun.RunAsync(count, Delivery.AtMostOnce)),
        MeasurementCatalog.Counted("words-shape", Words, static count => Task.FromResult(ByteShape.Run(count))),
        new("words-views", Words, static count => ByteWordsRun.RunAsync(count, Delivery.AtMostOnce)),
        new("words-views-once", Words, static count => ByteWordsRun.RunAsync(count, Delivery.ExactlyOnce)),
        MeasurementCatalog.TwoProcesses("words-lanes", Words, static (name, count) => LinkedWordsRun.RunAsync(name, count, LinkedWordsRun.Lanes)),
        MeasurementCatalog.TwoProcesses("words-stages", Words, static (name, count) => LinkedWordsRun.RunAsync(name, count, LinkedWordsRun.Stages)),
    ];
}
