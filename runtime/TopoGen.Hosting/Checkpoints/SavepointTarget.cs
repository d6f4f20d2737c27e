namespace TopoGen.Hosting.Checkpoints;

/// <summary>Where a savepoint is being written. It is in its place once it is complete; else nothing is left of it.</summary>
internal abstract class SavepointTarget : IAsyncDisposable
{
    public abstract Stream Stream { get; }

    /// <summary>All was written: it takes its place, and that of an older one.</summary>
    public abstract Task CompleteAsync(CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();
}
