using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>What becomes of costs as topologies and their state grow tenfold and a hundredfold.</summary>
internal static class GrowthMeasurements
{
    private const long Calls = 60_000_000;
    private const long Tuples = 20_000_000;

    public static IReadOnlyList<Measurement> All =>
    [
        .. new[] { 3, 30, 300 }.SelectMany(static components => new Measurement[]
        {
            new($"line-{components}", Calls, calls => LineRun.RunAsync(calls, components)),
            new($"calls-{components}", Calls, calls => CallLine.RunAsync(calls, components)),
        }),
        .. new[] { 4, 40, 400 }.Select(static tasks => new Measurement($"tasks-{tasks}", Tuples, count => SpreadRun.RunAsync(count, tasks))),
        .. new[] { 10, 100, 1000 }.SelectMany(static thousands => new[]
        {
            MeasurementCatalog.PerTupleAsync(
                $"keys-{thousands}k", Tuples / 2, count => WordTallyRun.RunAsync(count, Delivery.AtMostOnce, thousands * 1000)),
            MeasurementCatalog.PerTuple($"dictionary-{thousands}k", Tuples / 2, count => DictionaryTally.Run(count, thousands * 1000)),
        }),
        .. new[] { 16, 256, 4096 }.Select(static groups => MeasurementCatalog.PerTupleAsync(
            $"groups-{groups}", 2 * Tuples, count => WordTallyRun.RunAsync(count, Delivery.ExactlyOnce, keyGroups: groups))),
        new("idle-tasks", 1, static _ => IdleTasksRun.RunAsync()),
    ];
}
