namespace TopoGen.Benchmarks;

/// <summary>Epochs of many keys: captured, and written into each store.</summary>
internal static class CheckpointMeasurements
{
    private const int Keys = 1_000_000;

    public static IReadOnlyList<Measurement> All =>
    [
        new("redis-store", 40, RedisEpochs.StoreAsync),
        new("redis-blobs", 40, RedisEpochs.BlobsAsync),
        new("redis-fields", 4, RedisEpochs.FieldsAsync),
        new("sqlite-store", 20, SqliteEpochs.StoreAsync),
        new("sqlite-blobs", 20, SqliteEpochs.BlobsAsync),
        new("capture-all", 8, static epochs => CaptureRun.RunAsync(epochs, Keys, Keys)),
        new("capture-some", 40, static epochs => CaptureRun.RunAsync(epochs, Keys, Keys / 100)),
    ];
}
