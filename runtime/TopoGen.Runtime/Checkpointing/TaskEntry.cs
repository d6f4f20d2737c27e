using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>What one task brought into an epoch.</summary>
public sealed record TaskEntry
{
    /// <summary>The component's name.</summary>
    public required string Component { get; init; }

    /// <summary>The task's index, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>How many tasks the component had.</summary>
    public required int Parallelism { get; init; }

    /// <summary>Whether its input was over, so that nothing follows from it.</summary>
    public bool HasEnded { get; init; }

    /// <summary>Its fields, or null where it has none.</summary>
    public BlobReference? Fields { get; init; }

    /// <summary>The key groups it owns that have entries, ascending.</summary>
    public ImmutableArray<GroupEntry> Groups { get; init; } = [];

    /// <summary>For a sink: its commands of this epoch, in order.</summary>
    public ImmutableArray<BlobReference> Commands { get; init; } = [];

    /// <summary>
    /// For a sink: the last epoch before this one in which it wrote commands; null where there is none. They are applied: this epoch began only then. So a
    /// sink that does not know of them is another one, or has lost something.
    /// </summary>
    public EpochId? LastWritten { get; init; }
}
