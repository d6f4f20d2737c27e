using System.Collections.Immutable;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Cluster;

/// <summary>The counters of all workers of a topology as one.</summary>
internal static class ClusterCounters
{
    /// <summary>
    /// Sums of all workers, dead ones included, for what they did was done. Tasks are those of the plan; the fill is the fullest
    /// of the workers that hold a lease; latencies are weighted by calls.
    /// </summary>
    /// <param name="status">From the store.</param>
    /// <param name="definition">Its components give order and names where there is no plan yet.</param>
    public static ImmutableArray<ComponentSnapshot> Sum(ClusterStatus status, TopologyDefinition definition)
    {
        ClusterPlan? plan = status.Facts.Plan;
        IEnumerable<string> names = plan?.Components.Select(c => c.Component) ?? definition.Components.Select(c => c.Name);
        HashSet<string> alive = [.. status.Facts.Leases.Select(l => l.Worker.Id)];
        ILookup<string, (string Worker, ComponentSnapshot Counters)> parts = status.Metrics.Values
            .SelectMany(m => m.Components.Select(c => (m.Worker, c)))
            .ToLookup(p => p.c.Component, StringComparer.Ordinal);
        return
        [
            .. names.Select(name => Sum(
                name,
                plan?.Components.First(c => c.Component == name).Tasks.Length ?? 0,
                [.. parts[name].Select(p => p.Counters)],
                parts[name].Where(p => alive.Contains(p.Worker)).Select(p => p.Counters.QueueFill).DefaultIfEmpty(0).Max())),
        ];
    }

    private static ComponentSnapshot Sum(string name, int tasks, ComponentSnapshot[] parts, double fill)
    {
        long executed = parts.Sum(p => p.Executed);
        double ticks = executed == 0 ? 0 : parts.Sum(p => (double)p.ExecuteLatency.Ticks * p.Executed) / executed;
        return new ComponentSnapshot(
            name,
            tasks,
            parts.Sum(p => p.Emitted),
            parts.Sum(p => p.Transferred),
            executed,
            parts.Sum(p => p.Failed),
            TimeSpan.FromTicks((long)ticks),
            fill);
    }
}
