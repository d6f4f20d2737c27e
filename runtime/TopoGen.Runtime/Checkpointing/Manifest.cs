using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// A whole checkpoint: what every task brought into one epoch. Immutable. It is committed when the store's head points to it, and
/// only then does anything of the epoch exist for others.
/// </summary>
public sealed record Manifest
{
    public required EpochId Id { get; init; }

    /// <summary>The epoch that was committed when this one was begun; null for the first of a lineage.</summary>
    public EpochId? Previous { get; init; }

    /// <summary>Key groups of the topology; they stay the same for the life of its state.</summary>
    public required int KeyGroups { get; init; }

    /// <summary>Whether all input is over: nothing follows.</summary>
    public bool IsFinal { get; init; }

    /// <summary>Every task of the plan, once; by component, then by index.</summary>
    public required ImmutableArray<TaskEntry> Tasks { get; init; }

    /// <summary>By component, then by name.</summary>
    public ImmutableArray<StateLayout> Layouts { get; init; } = [];

    /// <summary>All blobs it names.</summary>
    public IEnumerable<BlobReference> Blobs
        => Tasks.SelectMany(t => t.Groups.SelectMany(g => g.Chain).Concat(t.Commands).Concat(t.Fields is { } fields ? [fields] : []));
}
