namespace TopoGen.Benchmarks;

/// <summary>What a second processor is to give.</summary>
internal static class LaneGoals
{
    public static GoalGroup Of(SuiteOptions options) => new(
        "lanes",
        [.. new[] { "lanes-1", "lanes-2", "direct-lanes-1", "direct-lanes-2" }.Select(name => Subject.Measured(name, options))],
        [
            new("Two replicas of a fused lane, against one", "lanes-2", "lanes-1", "ns", "ns", 1 / 1.8, AsSpeed: true),
            new("… by hand: two threads of direct calls, against one", "direct-lanes-2", "direct-lanes-1", "ns", "ns", null, AsSpeed: true),
            new("… two replicas, against two threads of direct calls", "lanes-2", "direct-lanes-2", "ns", "ns", null, AsSpeed: true),
        ]);
}
