using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// What operators want: one record, changed by compare-and-set on its version, which whoever leads reconciles. It beats the
/// options that workers were started with.
/// </summary>
public sealed record DesiredState
{
    /// <summary>Counts the changes.</summary>
    public long Version { get; init; }

    /// <summary>Whether spouts are asked for tuples.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Whether the topology is to stop for good.</summary>
    public bool Killed { get; init; }

    /// <summary>How long work in progress may take after <see cref="Killed"/>, in milliseconds.</summary>
    public long KillWait { get; init; } = 30_000;

    /// <summary>How many workers get tasks; null for all that join. The first plan waits for so many, for a while.</summary>
    public int? Workers { get; init; }

    /// <summary>The number of tasks by component, where it differs from the declared one.</summary>
    public ImmutableSortedDictionary<string, int> Parallelism { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Counts the requests to spread the tasks evenly anew; tasks that run are moved for nothing else.</summary>
    public long Rebalance { get; init; }
}
