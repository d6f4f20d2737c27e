namespace TopoGen.Benchmarks;

/// <summary>What acking is to cost.</summary>
internal static class AckingGoals
{
    public static GoalGroup Of(SuiteOptions options) => new(
        "acking",
        [
            Subject.Measured("trees-ring", options), Subject.Measured("trees-ledger", options), Subject.Measured("trees-dictionary", options),
            Subject.Measured("untracked-fused", options), Subject.Measured("acked-fused", options),
            Subject.Measured("untracked-threads", options), Subject.Measured("acked-threads", options),
        ],
        [
            new("Ledger with timeouts, for a tree of three tuples", "trees-ledger", null, "ns", "ns", 16),
            new("… against a bare ring of signatures", "trees-ledger", "trees-ring", "ns", "ns", 2),
            new("… against a `Dictionary` by root", "trees-ledger", "trees-dictionary", "ns", "ns", 1, AsSpeed: true),
            new("Spout → identity → sink fused, acked, against untracked", "acked-fused", "untracked-fused", "ns", "ns", 1 / 0.9, AsSpeed: true),
            new("The same on three threads", "acked-threads", "untracked-threads", "ns", "ns", 1 / 0.8, AsSpeed: true),
            new("… by the older goal", "acked-threads", "untracked-threads", "ns", "ns", 1 / 0.6, AsSpeed: true),
        ]);
}
