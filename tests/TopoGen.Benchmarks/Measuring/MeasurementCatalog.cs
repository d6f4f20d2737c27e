using System.Diagnostics;

namespace TopoGen.Benchmarks;

/// <summary>Everything that <c>measure NAME</c> can run; each subject's are in its folder.</summary>
internal static class MeasurementCatalog
{
    public static IReadOnlyList<Measurement> All { get; } =
    [
        .. PassThroughMeasurements.All,
        .. LaneMeasurements.All,
        .. AckingMeasurements.All,
        .. WordMeasurements.All,
        .. HandOverMeasurements.All,
        .. LinkMeasurements.All,
        .. CodecMeasurements.All,
        .. GrowthMeasurements.All,
        .. CheckpointMeasurements.All,
        .. StormMeasurements.All,
    ];

    /// <param name="name">As in <c>measure NAME</c>, and in <see cref="PeerCatalog"/>.</param>
    /// <param name="count">Tuples of a full run.</param>
    /// <param name="runAsync">Given the name and how many.</param>
    public static Measurement TwoProcesses(string name, long count, Func<string, long, Task<Figures>> runAsync)
        => new(name, count, tuples => runAsync(name, tuples));

    public static Measurement PerTuple(string name, long count, Action<long> run)
        => PerTupleAsync(name, count, tuples =>
        {
            run(tuples);
            return Task.CompletedTask;
        });

    public static Measurement PerTupleAsync(string name, long count, Func<long, Task> runAsync)
        => Counted(name, count, async tuples =>
        {
            await runAsync(tuples);
            return tuples;
        });

    /// <param name="name">As in <c>measure NAME</c>.</param>
    /// <param name="count">Of a full run.</param>
    /// <param name="runAsync">Returns how many it did.</param>
    public static Measurement Counted(string name, long count, Func<long, Task<long>> runAsync)
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
