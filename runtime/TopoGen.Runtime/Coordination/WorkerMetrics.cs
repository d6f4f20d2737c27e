using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>A worker's counters at one moment.</summary>
/// <param name="Worker">Its id; empty in the sum of those that are gone.</param>
/// <param name="Components">The counters of its tasks, by component.</param>
/// <param name="RefusedFrames">Frames of dead channels and strangers that were refused.</param>
/// <param name="RefusedWrites">Own writes that the store refused because somebody else had taken over.</param>
public sealed record WorkerMetrics(
    string Worker, ImmutableArray<ComponentSnapshot> Components, long RefusedFrames, long RefusedWrites)
{
    /// <summary>The standbys it has in reserve for tasks of others; null for none.</summary>
    public ImmutableArray<StandbySnapshot>? Standbys { get; init; }

    /// <summary>What workers that are gone did, as one: they have no tasks and no queues any more. Latencies are weighted by calls.</summary>
    /// <param name="parts">Their metrics; the sum of those before them may be among them.</param>
    public static WorkerMetrics SumOfGone(IReadOnlyCollection<WorkerMetrics> parts) => new(
        "",
        [.. parts.SelectMany(p => p.Components).GroupBy(c => c.Component, StringComparer.Ordinal).Select(c => Sum(c.Key, [.. c]))],
        parts.Sum(p => p.RefusedFrames),
        parts.Sum(p => p.RefusedWrites));

    private static ComponentSnapshot Sum(string component, ComponentSnapshot[] parts)
    {
        long executed = parts.Sum(p => p.Executed);
        double ticks = executed == 0 ? 0 : parts.Sum(p => (double)p.ExecuteLatency.Ticks * p.Executed) / executed;
        return new ComponentSnapshot(
            component, 0, parts.Sum(p => p.Emitted), parts.Sum(p => p.Transferred), executed, parts.Sum(p => p.Failed), TimeSpan.FromTicks((long)ticks), 0);
    }
}
