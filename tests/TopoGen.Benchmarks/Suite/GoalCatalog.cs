namespace TopoGen.Benchmarks;

/// <summary>The goals, group by group; each subject's are in its folder.</summary>
internal static class GoalCatalog
{
    public static IReadOnlyList<GoalGroup> All(SuiteOptions options, WordCountFiles files) =>
    [
        .. PassThroughGoals.All(options),
        LaneGoals.Of(options),
        AckingGoals.Of(options),
        HandOverGoals.Of(options),
        .. LinkGoals.All(options),
        .. WordGoals.All(options, files),
        CodecGoals.Of(options),
        .. GrowthGoals.All(options),
        CheckpointGoals.Of(options),
        GeneratorGoals.Generator,
        StormGoals.Group(options),
        LatencyGoals.Group(options),
        YahooGoals.Group(options),
    ];
}
