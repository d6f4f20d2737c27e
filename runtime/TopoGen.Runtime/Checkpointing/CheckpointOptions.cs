namespace TopoGen.Runtime;

/// <summary>Where a process that runs a topology alone keeps its epochs, and how it begins.</summary>
/// <param name="Store">The store; disposed of by whoever made it, after the run.</param>
public sealed record CheckpointOptions(ICheckpointStore Store)
{
    /// <summary>Whether to begin anew: what the store has is removed.</summary>
    public bool Fresh { get; init; }

    /// <summary>Whether an epoch whose effects were released may be undone where a newer one cannot be read.</summary>
    public bool AcceptLoss { get; init; }

    /// <summary>Makes nonces and lineages. Tests put their own in its place, so that a run can be repeated.</summary>
    internal Func<ulong>? Nonce { get; init; }

    /// <summary>
    /// Called once the store is this process's, before a task is built: with the number of the epoch from which the run goes on, or with null
    /// where it begins anew and the store is empty. What it throws ends the run.
    /// </summary>
    public Action<long?>? Opened { get; init; }
}
