using System.Collections.Immutable;
using TopoGen.Hosting.Cluster;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Operations;

/// <summary>A topology as <c>status</c> shows it, to people and to machines. A pure function of what the store said.</summary>
internal sealed record StatusView
{
    public required string Topology { get; init; }

    public required ClusterStatus Status { get; init; }

    /// <summary>By name.</summary>
    public required ImmutableArray<WorkerRow> Workers { get; init; }

    /// <summary>Tasks of the plan whose worker holds no lease.</summary>
    public required ImmutableArray<string> Homeless { get; init; }

    /// <summary>Summed over the workers.</summary>
    public required ImmutableArray<ComponentSnapshot> Components { get; init; }

    /// <summary>The components that have another recovery than the default.</summary>
    public required ImmutableArray<(string Component, Recovery Recovery)> Recoveries { get; init; }

    /// <summary>The name of the leader, or null.</summary>
    public string? Leader => Workers.FirstOrDefault(w => w.IsLeader)?.Info.Name;

    /// <param name="definition">The topology.</param>
    /// <param name="status">The store now.</param>
    /// <param name="before">The store so long before that every live worker has renewed its lease since.</param>
    public static StatusView Of(TopologyDefinition definition, ClusterStatus status, ClusterFacts before)
    {
        ClusterFacts facts = status.Facts;
        Dictionary<string, long> counters = before.Leases.ToDictionary(l => l.Worker.Id, l => l.Counter, StringComparer.Ordinal);
        ILookup<string, string> tasks = (facts.Plan?.Components ?? [])
            .SelectMany(c => c.Tasks.Select((task, index) => (task, Name: $"{c.Component}[{index}]")))
            .Where(t => !t.task.HasEnded)
            .ToLookup(t => t.task.Worker, t => t.Name, StringComparer.Ordinal);
        ILookup<string, StandbyRow> standbys = (facts.Plan?.Components ?? [])
            .SelectMany(c => c.Tasks.Select((task, index) => (Worker: task.Standby, Row: Standby(c.Component, index, task))))
            .Where(s => s.Worker is not null)
            .ToLookup(s => s.Worker!, s => s.Row, StringComparer.Ordinal);
        HashSet<string> known = [.. facts.Leases.Select(l => l.Worker.Id)];
        return new StatusView
        {
            Topology = definition.Name,
            Status = status,
            Workers =
            [
                .. facts.Leases
                    .Select(l => new WorkerRow(l.Worker, l.Report, Standing(l), facts.Leader.Holder == l.Worker.Id, [.. tasks[l.Worker.Id]], [.. standbys[l.Worker.Id]]))
                    .OrderBy(w => w.Info.Name, StringComparer.Ordinal)
                    .ThenBy(w => w.Info.Id, StringComparer.Ordinal),
            ],
            Homeless = [.. tasks.Where(t => !known.Contains(t.Key)).SelectMany(t => t)],
            Components = ClusterCounters.Sum(status, definition),
            Recoveries = [.. definition.Components.Where(c => c.Recovery != Recovery.Checkpoint).Select(c => (c.Name, c.Recovery))],
        };

        StandbyRow Standby(string component, int index, PlannedTask task)
        {
            WorkerMetrics? metrics = task.Standby is null ? null : status.Metrics.GetValueOrDefault(task.Standby);
            StandbySnapshot? standby = metrics?.Standbys?.FirstOrDefault(s => s.Component == component && s.Task == index);
            bool follows = definition.Components.FirstOrDefault(c => c.Name == component) is { Recovery: Recovery.HotStandby };
            return new StandbyRow($"{component}[{index}]", standby is not null, standby?.Epoch, follows ? facts.Committed?.Number - (standby?.Epoch ?? 0) : null);
        }

        WorkerStanding Standing(WorkerLease lease)
        {
            if (!counters.TryGetValue(lease.Worker.Id, out long counter))
            {
                return WorkerStanding.Joined;
            }

            return counter == lease.Counter
                ? WorkerStanding.Silent
                : lease.Report.IsSuspended ? WorkerStanding.Suspended : WorkerStanding.Live;
        }
    }
}
