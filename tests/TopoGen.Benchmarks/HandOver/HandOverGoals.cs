namespace TopoGen.Benchmarks;

/// <summary>What a hand-over to a sleeping thread is to cost.</summary>
internal static class HandOverGoals
{
    public static GoalGroup Of(SuiteOptions options) => new(
        "low-load",
        [Subject.Measured("ping-bare-ring", options), Subject.Measured("ping-topology", options)],
        [
            new("Hand-over to a sleeping thread, median, against a bare ring", "ping-topology", "ping-bare-ring", "p50", "µs", 2),
            new("… 99th percentile", "ping-topology", "ping-bare-ring", "p99", "µs", 2),
        ]);
}
