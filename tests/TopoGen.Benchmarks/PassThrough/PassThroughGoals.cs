namespace TopoGen.Benchmarks;

/// <summary>What the smallest topology is to reach, fused and on three threads.</summary>
internal static class PassThroughGoals
{
    public static IReadOnlyList<GoalGroup> All(SuiteOptions options) =>
    [
        new("fused",
            [
                Subject.Measured("inlined-loop", options), Subject.Measured("direct-calls", options),
                Subject.Measured("pass-through-fused", options), Subject.Measured("reactive-fused", options),
            ],
            [
                new("Spout → identity → sink fused, 16 bytes, against three direct calls", "pass-through-fused", "direct-calls", "ns", "ns", 1, AsSpeed: true),
                new("… against one inlined loop (stretch)", "pass-through-fused", "inlined-loop", "ns", "ns", 2, AsSpeed: true),
                new("… against System.Reactive on one thread", "pass-through-fused", "reactive-fused", "ns", "ns", null, AsSpeed: true),
            ]),
        new("threads",
            [
                Subject.Measured("bare-ring", options), Subject.Measured("pass-through-threads", options), Subject.Measured("channel", options),
                Subject.Measured("channel-tuned", options), Subject.Measured("channel-batched", options), Subject.Measured("dataflow", options),
                Subject.Measured("reactive-threads", options),
            ],
            [
                new("The same on three threads, two hops, against a bare ring", "pass-through-threads", "bare-ring", "ns", "ns", 1 / 0.7, AsSpeed: true),
                new("… against bounded `Channel<T>`", "pass-through-threads", "channel", "ns", "ns", 1 / 60.0, AsSpeed: true),
                new("… against the same, awaiting only where it must", "pass-through-threads", "channel-tuned", "ns", "ns", null, AsSpeed: true),
                new("… against channels of arrays, batched by hand", "pass-through-threads", "channel-batched", "ns", "ns", null, AsSpeed: true),
                new("… against TPL Dataflow", "pass-through-threads", "dataflow", "ns", "ns", null, AsSpeed: true),
                new("… against System.Reactive, `ObserveOn` for each hop", "pass-through-threads", "reactive-threads", "ns", "ns", null, AsSpeed: true),
            ]),
    ];
}
