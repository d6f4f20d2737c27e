namespace TopoGen.Benchmarks;

/// <summary>The round trip of one tuple through its encoding.</summary>
internal static class CodecMeasurements
{
    private const long Tuples = 10_000_000;

    public static IReadOnlyList<Measurement> All =>
    [
        MeasurementCatalog.PerTuple("codec-generated", Tuples, static count => CodecRun.Run<GeneratedCodec>(count)),
        MeasurementCatalog.PerTuple("codec-by-hand", Tuples, static count => CodecRun.Run<HandWrittenCodec>(count)),
        MeasurementCatalog.PerTuple("codec-view", 4 * Tuples, ViewCodecRun.Run),
        MeasurementCatalog.PerTuple("codec-memorypack", Tuples, static count => CodecRun.Run<MemoryPackCodec>(count)),
        MeasurementCatalog.PerTuple("codec-json", Tuples / 4, static count => CodecRun.Run<JsonCodec>(count)),
        MeasurementCatalog.PerTuple("codec-protobuf", Tuples, static count => CodecRun.Run<ProtobufCodec>(count)),
    ];
}
