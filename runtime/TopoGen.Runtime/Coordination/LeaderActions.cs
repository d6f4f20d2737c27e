using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>What a leader is to do now, in this order.</summary>
internal sealed record LeaderActions
{
    public static LeaderActions None { get; } = new();

    /// <summary>Another worker leads, or the run is over: nothing more is to be done.</summary>
    public bool IsDeposed { get; init; }

    /// <summary>If there is one, nothing else is to be done before the facts were read again.</summary>
    public ImmutableArray<Eviction> Evictions { get; init; } = [];

    /// <summary>
    /// To be reported before the plan is published: a leader that dies in between makes the same loss be reported twice, rather
    /// than never.
    /// </summary>
    public ImmutableArray<LossReport> Losses { get; init; } = [];

    public ClusterPlan? Plan { get; init; }

    /// <summary>Why there is a plan, for the log.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What is wanted of the plan's epochs.</summary>
    public EpochOrder Epochs { get; init; }

    /// <summary>An epoch that cannot be read: the store's head is to go back to an older one, or the run ends.</summary>
    public EpochDamage? GoBack { get; init; }

    public RunEnd? End { get; init; }

    /// <summary>Where the metrics of workers that are gone are to be folded: whose metrics stay. Else null.</summary>
    public ImmutableHashSet<string>? Kept { get; init; }

    /// <summary>Why the desired state cannot be carried out, said once for each version of it.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether something is under way, so that the facts should be read again soon.</summary>
    public bool IsHurried { get; init; }
}
