using System.Diagnostics;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>Everything that <c>measure NAME</c> can run.</summary>
internal static class MeasurementCatalog
{
    private const long Tuples = 40_000_000;
    private const long WordCount = 60_000_000;

    public static IReadOnlyList<Measurement> All { get; } =
    [
        PerTuple("direct-calls", Tuples, DirectCalls.Run),
        PerTupleAsync("pass-through-fused", Tuples, static count => PassThroughRun.RunAsync(count, executors: 1)),
        PerTupleAsync("pass-through-threads", Tuples, static count => PassThroughRun.RunAsync(count, executors: 3)),
        PerTuple("bare-ring", Tuples, BareRingChain.Run),
        PerTupleAsync("channel", Tuples / 8, ChannelChain.RunAsync),
        PerTupleAsync("channel-tuned", Tuples / 8, TunedChannelChain.RunAsync),
        PerTupleAsync("acked-fused", Tuples, static count => AckedPassThroughRun.RunAsync(count, executors: 1, isTracked: true)),
        PerTupleAsync("untracked-fused", Tuples, static count => AckedPassThroughRun.RunAsync(count, executors: 1, isTracked: false)),
        PerTupleAsync("acked-threads", Tuples, static count => AckedPassThroughRun.RunAsync(count, executors: 3, isTracked: true)),
        PerTupleAsync("untracked-threads", Tuples, static count => AckedPassThroughRun.RunAsync(count, executors: 3, isTracked: false)),
        PerTuple("trees-ledger", Tuples, TreeRun.Run<EngineLedger>),
        PerTuple("trees-ring", Tuples, TreeRun.Run<RingLedger>),
        PerTuple("trees-dictionary", Tuples / 4, TreeRun.Run<DictionaryLedger>),
        PerTupleAsync("tally-once", 2 * Tuples, static count => WordTallyRun.RunAsync(count, Delivery.ExactlyOnce)),
        PerTupleAsync("tally-plain", 2 * Tuples, static count => WordTallyRun.RunAsync(count, Delivery.AtMostOnce)),
        PerWord("words-shape", static count => Task.FromResult(ByteShape.Run(count))),
        PerWord("words-views", static count => ByteWordsRun.RunAsync(count, Delivery.AtMostOnce)),
        PerWord("words-views-once", static count => ByteWordsRun.RunAsync(count, Delivery.ExactlyOnce)),
        new("ping-topology", 2_000, PingRun.RunAsync),
        new("ping-bare-ring", 2_000, static count => Task.FromResult(BareRingPing.Run(count))),
        TwoProcesses("link-16", Tuples, static (name, count) => LinkRun.RunAsync<SmallLink>(name, count)),
        TwoProcesses("link-100", Tuples / 4, static (name, count) => LinkRun.RunAsync<LargeLink>(name, count)),
        TwoProcesses("socket-16", Tuples, SocketRun.RunAsync<CopiedRecords<SmallRecord>>),
        TwoProcesses("socket-100", Tuples / 4, SocketRun.RunAsync<CopiedRecords<LargeRecord>>),
        TwoProcesses("json-16", Tuples / 20, SocketRun.RunAsync<JsonLines<SmallRecord>>),
        TwoProcesses("json-100", Tuples / 80, SocketRun.RunAsync<JsonLines<LargeRecord>>),
        TwoProcesses("link-ping", 2_000, static (name, count) => LinkPingRun.RunAsync(name, count)),
        TwoProcesses("link-socket-16", Tuples, static (name, count) => LinkRun.RunAsync<SmallLink>(name, count, LinkKind.Socket)),
        TwoProcesses("link-socket-100", Tuples / 4, static (name, count) => LinkRun.RunAsync<LargeLink>(name, count, LinkKind.Socket)),
        TwoProcesses("link-socket-ping", 2_000, static (name, count) => LinkPingRun.RunAsync(name, count, LinkKind.Socket)),
        TwoProcesses("ring-100", Tuples / 4, RingRun.RunAsync<LargeRecord>),
        TwoProcesses("ring-ping", 500_000, RingPing.RunAsync),
        TwoProcesses("socket-ping", 2_000, SocketPing.RunAsync),
        new("idle-workers", 10, IdleWorkers.RunAsync),
        new("start-workers", 1, static _ => StartRun.RunAsync()),
        new("recovery-seen", 1, static _ => RecoveryRun.RunAsync(isSeen: true)),
        new("recovery-unseen", 1, static _ => RecoveryRun.RunAsync(isSeen: false)),
        PerTuple("codec-generated", 10_000_000, static count => CodecRun.Run<GeneratedCodec>(count)),
        PerTuple("codec-by-hand", 10_000_000, static count => CodecRun.Run<HandWrittenCodec>(count)),
        PerTuple("codec-protobuf", 10_000_000, static count => CodecRun.Run<ProtobufCodec>(count)),
        .. StormMeasurements.All,
    ];

    private static Measurement TwoProcesses(string name, long count, Func<string, long, Task<Figures>> runAsync)
        => new(name, count, tuples => runAsync(name, tuples));

    public static Measurement PerTuple(string name, long count, Action<long> run)
        => PerTupleAsync(name, count, tuples =>
        {
            run(tuples);
            return Task.CompletedTask;
        });

    private static Measurement PerTupleAsync(string name, long count, Func<long, Task> runAsync)
        => Counted(name, count, async tuples =>
        {
            await runAsync(tuples);
            return tuples;
        });

    /// <summary>The text is read before the time begins.</summary>
    private static Measurement PerWord(string name, Func<long, Task<long>> runAsync)
        => Counted(name, WordCount, count => WordBlocks.Own.Count > 0 ? runAsync(count) : throw new InvalidOperationException("There is no text."));

    private static Measurement Counted(string name, long count, Func<long, Task<long>> runAsync)
        => new(name, count, async wanted =>
        {
            long allocated = GC.GetTotalAllocatedBytes(precise: true);
            long begun = Stopwatch.GetTimestamp();
            long tuples = await runAsync(wanted);
            double nanoseconds = Stopwatch.GetElapsedTime(begun).TotalNanoseconds;
            return new Dictionary<string, double>
            {
                ["ns"] = nanoseconds / tuples,
                ["bytes"] = (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / tuples,
            };
        });
}
