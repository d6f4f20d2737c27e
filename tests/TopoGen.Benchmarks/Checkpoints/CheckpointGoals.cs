namespace TopoGen.Benchmarks;

/// <summary>What keeping state is to cost.</summary>
internal static class CheckpointGoals
{
    public static GoalGroup Of(SuiteOptions options) => new(
        "checkpoints",
        [
            .. new[] { "redis-blobs", "redis-store", "redis-fields", "sqlite-blobs", "sqlite-store", "capture-all", "capture-some" }
                .Select(name => Subject.Measured(name, options)),
        ],
        [
            new("100,000 changed keys of 100 bytes, captured and written into Redis, against the same blobs by hand", "redis-store", "redis-blobs", "epoch", "ms", 1.2),
            new("… against a hash's field for each key", "redis-store", "redis-fields", "epoch", "ms", null, AsSpeed: true),
            new("… bytes allocated of a key", "redis-store", null, "bytes", "B", 2),
            new("… into SQLite, against the same blobs by hand", "sqlite-store", "sqlite-blobs", "epoch", "ms", 1.3),
            new("Capture of a table of 1,000,000 keys, of which 1 % have changed, against all", "capture-some", "capture-all", "epoch", "ms", 0.02),
            new("… of a changed key", "capture-some", "capture-all", "ns", "ns", null),
        ]);
}
