namespace TopoGen.Benchmarks;

/// <summary>The goals, group by group.</summary>
internal static class GoalCatalog
{
    public static string Own => typeof(GoalCatalog).Assembly.Location;

    public static IReadOnlyList<GoalGroup> All(SuiteOptions options, WordCountFiles files) =>
    [
        new("fused",
            [Measured("direct-calls", options), Measured("pass-through-fused", options)],
            [
                new("Spout → identity → sink fused, against three direct calls", "pass-through-fused", "direct-calls", "ns", "ns", 1.5),
            ]),
        new("threads",
            [
                Measured("bare-ring", options), Measured("pass-through-threads", options), Measured("channel", options),
                Measured("channel-tuned", options),
            ],
            [
                new("The same on three threads, against a bare ring", "pass-through-threads", "bare-ring", "ns", "ns", 2, AsSpeed: true),
                new("… against bounded `Channel<T>`", "pass-through-threads", "channel", "ns", "ns", 1 / 15.0, AsSpeed: true),
            ]),
        new("acking",
            [
                Measured("trees-ring", options), Measured("trees-ledger", options), Measured("trees-dictionary", options),
                Measured("untracked-fused", options), Measured("acked-fused", options),
                Measured("untracked-threads", options), Measured("acked-threads", options),
            ],
            [
                new("Ledger, for a tree of three tuples, against a bare ring of signatures", "trees-ledger", "trees-ring", "ns", "ns", 2),
                new("… against a `Dictionary` by root", "trees-ledger", "trees-dictionary", "ns", "ns", 1, AsSpeed: true),
                new("Spout → identity → sink fused, acked, against untracked", "acked-fused", "untracked-fused", "ns", "ns", 1 / 0.9, AsSpeed: true),
                new("The same on three threads", "acked-threads", "untracked-threads", "ns", "ns", 1 / 0.6, AsSpeed: true),
            ]),
        new("epochs",
            [Measured("tally-plain", options), Measured("tally-once", options)],
            [
                new("100,000 words counted exactly once, an epoch every second, against at most once", "tally-once", "tally-plain", "ns", "ns", 1 / 0.95, AsSpeed: true),
            ]),
        new("low-load",
            [Measured("ping-bare-ring", options), Measured("ping-topology", options)],
            [
                new("Hand-over to a sleeping thread, median, against a bare ring", "ping-topology", "ping-bare-ring", "p50", "µs", 2),
                new("… 99th percentile", "ping-topology", "ping-bare-ring", "p99", "µs", 2),
            ]),
        new("links",
            [
                Measured("socket-16", options), Worker("link-16", options), Worker("link-socket-16", options), Measured("json-16", options),
                Measured("socket-100", options), Worker("link-100", options), Worker("link-socket-100", options), Measured("ring-100", options),
                Measured("json-100", options),
                Measured("socket-ping", options) with { IsSpread = true }, Worker("link-ping", options) with { IsSpread = true },
                Worker("link-socket-ping", options) with { IsSpread = true }, Measured("ring-ping", options),
                Measured("idle-workers", options),
            ],
            [
                new("Stream of 16-byte tuples between two processes, against a bare Unix socket", "link-16", "socket-16", "ns", "ns", 2, AsSpeed: true),
                new("… against the same over its socket", "link-16", "link-socket-16", "ns", "ns", 1, AsSpeed: true),
                new("… against lines of JSON", "link-16", "json-16", "ns", "ns", 0.1, AsSpeed: true),
                new("… bytes allocated where it is sent, of a million tuples", "link-16", null, "sender-bytes", "B", 20_000),
                new("… bytes allocated where it is received", "link-16", null, "receiver-bytes", "B", 20_000),
                new("Stream of 100-byte tuples, against a bare Unix socket", "link-100", "socket-100", "ns", "ns", 2, AsSpeed: true),
                new("… against the same over its socket", "link-100", "link-socket-100", "ns", "ns", 1, AsSpeed: true),
                new("… against lines of JSON", "link-100", "json-100", "ns", "ns", 0.1, AsSpeed: true),
                new("Tuple to another process and back, median, against a bare blocking socket", "link-ping", "socket-ping", "p50", "µs", 2),
                new("… 99th percentile", "link-ping", "socket-ping", "p99", "µs", 2),
                new("… median, against the same over its socket", "link-ping", "link-socket-ping", "p50", "µs", 1.2),
                new("Records of 100 bytes through shared memory alone, against a bare Unix socket", "ring-100", "socket-100", "ns", "ns", 1 / 2.9, AsSpeed: true),
                new("100 bytes through shared memory and back while both sides are busy with it, median", "ring-ping", null, "p50", "µs", 2),
                new("… 99th percentile", "ring-ping", null, "p99", "µs", 15),
                new("Four idle workers together, of one core", "idle-workers", null, "core", "%", 2),
            ]),
        new("recovery",
            [Measured("start-workers", options), Measured("recovery-seen", options), Measured("recovery-unseen", options)],
            [
                new("`run --workers 3`, from its start to the first tuple processed", "start-workers", null, "first", "s", 2),
                new("From `kill -9` of a worker to its task running elsewhere, supervisor alive", "recovery-seen", null, "elsewhere", "s", 1.5),
                new("… seen by nobody (lease time 3 s)", "recovery-unseen", null, "elsewhere", "s", 4),
            ]),
        new("word-count",
            [
                new("word-count-dictionary", [Own, "count", "dictionary", files.Text, "--output", files.Counts("dictionary")]),
                new("word-count-topology", [Repository.Assembly("samples/WordCount"), "run", files.Text, "--output", files.Counts("topology")], IsSilent: true),
                new("word-count-bytes", [Repository.Assembly("samples/WordCount"), "run", "--bytes", files.Text, "--output", files.Counts("bytes")], IsSilent: true),
                new("word-count-channels", [Own, "count", "channels", files.Text, "--output", files.Counts("channels")]),
            ],
            [
                new("Word count, whole process, against one thread with a `Dictionary`", "word-count-topology", "word-count-dictionary", "wall", "s", 1 / 1.5, AsSpeed: true),
                new("… with views, against tasks and bounded channels", "word-count-bytes", "word-count-channels", "wall", "s", 0.1, AsSpeed: true),
                new("… against tasks and bounded channels", "word-count-topology", "word-count-channels", "wall", "s", 0.5, AsSpeed: true),
            ]),
        new("words",
            [Measured("words-shape", options), Measured("words-views", options), Measured("words-views-once", options)],
            [
                new("Words of blocks of bytes, split, parted and counted as views on two threads, against the same by hand", "words-views", "words-shape", "ns", "ns", 1 / 0.8, AsSpeed: true),
                new("… bytes allocated of a word", "words-views", null, "bytes", "B", 0.1),
                new("… exactly once, an epoch every second in memory, against at most once", "words-views-once", "words-views", "ns", "ns", 1 / 0.95, AsSpeed: true),
            ]),
        new("codec",
            [Measured("codec-by-hand", options), Measured("codec-generated", options), Measured("codec-protobuf", options)],
            [
                new("Codec round trip, against spans by hand", "codec-generated", "codec-by-hand", "ns", "ns", 1.3),
                new("… against Google.Protobuf", "codec-generated", "codec-protobuf", "ns", "ns", 0.5, AsSpeed: true),
                new("… bytes allocated (by hand: the string alone)", "codec-generated", "codec-by-hand", "bytes", "B", 1),
            ]),
        new("generator",
            [new("generator", [Own, "generate", "200"])],
            [
                new("Generator over 200 components, first run in its process", "generator", null, "cold", "ms", 2000),
                new("… outputs made anew after an unrelated edit", "generator", null, "emissions", "outputs", 0),
            ]),
        StormGoals.Group(options),
        LatencyGoals.Group(options),
        YahooGoals.Group(options),
    ];

    private static Subject Worker(string name, SuiteOptions options) => Measured(name, options) with { IsWorker = true };

    public static Subject Measured(string name, SuiteOptions options)
    {
        long count = MeasurementCatalog.All.First(measurement => measurement.Name == name).Count;
        return new Subject(name, [Own, "measure", name, $"{(options.IsQuick ? Math.Max(1, count / 10) : count)}"]);
    }
}
