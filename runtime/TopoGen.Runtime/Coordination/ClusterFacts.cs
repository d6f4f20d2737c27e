using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>What a leader decides from: the store at one moment.</summary>
public sealed record ClusterFacts
{
    /// <summary>Null where nothing was ever started.</summary>
    public required RunRecord? Run { get; init; }

    public required FencingToken Register { get; init; }

    public required LeaderLease Leader { get; init; }

    /// <summary>By worker id, ordinally.</summary>
    public required ImmutableArray<WorkerLease> Leases { get; init; }

    public required ClusterPlan? Plan { get; init; }

    public required DesiredState Desired { get; init; }

    /// <summary>Tasks that reported their end, with all their incarnations; whether the input was over, or they were told to stop.</summary>
    public required ImmutableDictionary<TaskId, bool> Ended { get; init; }

    /// <summary>The last committed epoch; null where there is none.</summary>
    public EpochId? Committed { get; init; }

    /// <summary>Of the epoch that the plan restores from, what could not be read; null where nothing was reported.</summary>
    public EpochDamage? Damage { get; init; }

    /// <summary>Broken links that were reported since the last plan.</summary>
    public required ImmutableArray<LinkReport> Links { get; init; }
}
