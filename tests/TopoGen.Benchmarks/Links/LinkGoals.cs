namespace TopoGen.Benchmarks;

/// <summary>What streams between processes, and whole runs of workers, are to reach.</summary>
internal static class LinkGoals
{
    public static IReadOnlyList<GoalGroup> All(SuiteOptions options) =>
    [
        new("links",
            [
                Subject.Measured("mapped-16", options), Worker("link-16", options), Subject.Measured("socket-16", options), Worker("link-socket-16", options),
                Subject.Measured("binary-16", options), Subject.Measured("json-16", options),
                Subject.Measured("mapped-100", options), Worker("link-100", options), Subject.Measured("socket-100", options),
                Worker("link-socket-100", options), Subject.Measured("ring-100", options), Subject.Measured("json-100", options),
            ],
            [
                new("Stream of 16-byte tuples between two processes, against a shared ring by hand", "link-16", "mapped-16", "ns", "ns", 1 / 0.65, AsSpeed: true),
                new("… against a bare Unix socket", "link-16", "socket-16", "ns", "ns", null, AsSpeed: true),
                new("… over its socket, against a bare Unix socket", "link-socket-16", "socket-16", "ns", "ns", 1 / 0.7, AsSpeed: true),
                new("… against `BinaryWriter` on a Unix socket", "link-16", "binary-16", "ns", "ns", null, AsSpeed: true),
                new("… against lines of JSON", "link-16", "json-16", "ns", "ns", 0.1, AsSpeed: true),
                new("… bytes allocated where it is sent, of a million tuples", "link-16", null, "sender-bytes", "B", 20_000),
                new("… bytes allocated where it is received", "link-16", null, "receiver-bytes", "B", 20_000),
                new("Stream of 100-byte tuples, against a shared ring by hand", "link-100", "mapped-100", "ns", "ns", 1 / 0.65, AsSpeed: true),
                new("… against a bare Unix socket", "link-100", "socket-100", "ns", "ns", 1 / 2.9, AsSpeed: true),
                new("… over its socket, against a bare Unix socket", "link-socket-100", "socket-100", "ns", "ns", 1 / 0.7, AsSpeed: true),
                new("… against lines of JSON", "link-100", "json-100", "ns", "ns", 0.1, AsSpeed: true),
                new("Records of 100 bytes through the links' shared memory alone, against a shared ring by hand", "ring-100", "mapped-100", "ns", "ns", null, AsSpeed: true),
            ]),
        new("link-pings",
            [
                Subject.Measured("socket-ping", options) with { IsSpread = true }, Worker("link-ping", options) with { IsSpread = true },
                Worker("link-socket-ping", options) with { IsSpread = true }, Worker("link-ping-busy", options),
                Subject.Measured("ring-ping", options), Subject.Measured("mapped-ping", options),
            ],
            [
                new("Tuple to another process and back, one each millisecond, median, against a bare blocking socket", "link-ping", "socket-ping", "p50", "µs", 2),
                new("… 99th percentile", "link-ping", "socket-ping", "p99", "µs", 2),
                new("… median, against the same over its socket", "link-ping", "link-socket-ping", "p50", "µs", 1.2),
                new("Tuple to another process and back, the next as soon as it is back, median", "link-ping-busy", null, "p50", "µs", 2),
                new("… 99th percentile", "link-ping-busy", null, "p99", "µs", 15),
                new("… median, against a shared ring by hand", "link-ping-busy", "mapped-ping", "p50", "µs", null),
                new("100 bytes through the links' shared memory alone and back, median, against a shared ring by hand", "ring-ping", "mapped-ping", "p50", "µs", null),
            ]),
        .. options.IsQuick ? Array.Empty<GoalGroup>() : [Idle(options)],
        new("recovery",
            [
                Subject.Measured("start-run", options), Subject.Measured("start-workers", options), Subject.Measured("recovery-seen", options),
                Subject.Measured("recovery-unseen", options),
            ],
            [
                new("`run`, from its start to the first tuple processed", "start-run", null, "first", "s", 0.3),
                new("`run --workers 3`, from its start to the first tuple processed", "start-workers", null, "first", "s", 2),
                new("From `kill -9` of a worker to its task running elsewhere, supervisor alive", "recovery-seen", null, "elsewhere", "s", 1.5),
                new("… seen by nobody (lease time 3 s)", "recovery-unseen", null, "elsewhere", "s", 4),
            ]),
    ];

    /// <summary>Left out of a quick run: it waits for a minute until nothing is optimized any more.</summary>
    private static GoalGroup Idle(SuiteOptions options) => new(
        "idle",
        [Subject.Measured("idle-workers", options)],
        [
            new("Four idle workers together, of one core", "idle-workers", null, "core", "%", 1),
        ]);

    /// <summary>With the settings that a supervisor gives.</summary>
    private static Subject Worker(string name, SuiteOptions options) => Subject.Measured(name, options) with { IsWorker = true };
}
