using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>All that the store knows about a topology, for operators.</summary>
public sealed record ClusterStatus
{
    public required ClusterFacts Facts { get; init; }

    /// <summary>By worker id; of workers that are gone too, of those that are gone for long as one sum under the empty id.</summary>
    public required ImmutableSortedDictionary<string, WorkerMetrics> Metrics { get; init; }

    /// <summary>By <c>component/task</c>.</summary>
    public required ImmutableSortedDictionary<string, PositionRecord> Positions { get; init; }

    /// <summary>The newest first.</summary>
    public required ImmutableArray<ErrorReport> Errors { get; init; }

    /// <summary>By generation; the newest thousand.</summary>
    public required ImmutableArray<LossReport> Losses { get; init; }

    /// <summary>How many late writes were refused, by what they tried: <c>renew</c>, <c>publish</c>, <c>reserve</c> ….</summary>
    public required ImmutableSortedDictionary<string, long> Refused { get; init; }
}
