namespace TopoGen.Benchmarks;

/// <summary>What has to stay as it is while something else grows.</summary>
internal static class GrowthGoals
{
    /// <summary>Flat, within what a machine's noise lets one tell.</summary>
    private const double Flat = 1.25;

    public static IReadOnlyList<GoalGroup> All(SuiteOptions options) =>
    [
        new("growth",
            Subjects(options, "calls-3", "line-3", "line-30", "line-300", "calls-300", "tasks-4", "tasks-40", "tasks-400", "idle-tasks"),
            [
                new("Tuple and component, of 30 fused in a line, against 3", "line-30", "line-3", "ns", "ns", Flat),
                new("… of 300, against 3", "line-300", "line-3", "ns", "ns", Flat),
                new("… of 300, against 300 objects by hand, each calling the next", "line-300", "calls-300", "ns", "ns", null),
                new("… 300 objects by hand, against 3", "calls-300", "calls-3", "ns", "ns", null),
                new("A run of one tuple, start and end, of 300 components, against 30", "line-300", "line-30", "start", "ms", 10),
                new("Tuple to one of 40 tasks by key, against 4", "tasks-40", "tasks-4", "ns", "ns", Flat),
                new("… of 400, against 4", "tasks-400", "tasks-4", "ns", "ns", Flat),
                new("A run of one tuple, start and end, of 400 tasks, against 40", "tasks-400", "tasks-40", "start", "ms", 10),
                new("Idle task: objects", "idle-tasks", null, "managed", "KiB", null),
                new("… memory of the process", "idle-tasks", null, "resident", "KiB", null),
            ]),
        new("growth-of-state",
            Subjects(options, "keys-10k", "dictionary-10k", "keys-100k", "keys-1000k", "dictionary-1000k", "groups-16", "groups-256", "groups-4096"),
            [
                new("Word counted of 100,000 different ones, against 10,000", "keys-100k", "keys-10k", "ns", "ns", null),
                new("… of 1,000,000, against 10,000", "keys-1000k", "keys-10k", "ns", "ns", null),
                new("… of 10,000, against a `Dictionary` on one thread", "keys-10k", "dictionary-10k", "ns", "ns", null, AsSpeed: true),
                new("… of 1,000,000, against a `Dictionary` on one thread", "keys-1000k", "dictionary-1000k", "ns", "ns", 1, AsSpeed: true),
                new("Word counted exactly once with 256 key groups, against 16", "groups-256", "groups-16", "ns", "ns", Flat),
                new("… with 4,096, against 16", "groups-4096", "groups-16", "ns", "ns", Flat),
            ]),
    ];

    private static IReadOnlyList<Subject> Subjects(SuiteOptions options, params string[] names)
        => [.. names.Select(name => Subject.Measured(name, options))];
}
