using System.Collections.Immutable;
using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>One client of a checkpoint store, whose calls go a simulated way.</summary>
/// <param name="inner">The store behind it, which answers at once.</param>
/// <param name="connection">The way.</param>
internal sealed class SimulatedCheckpointStore(ICheckpointStore inner, StoreConnection connection) : ICheckpointStore
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Nothing that is simulated takes any.</summary>
    public ISavepointStore Savepoints => inner.Savepoints;

    public static Exception Failure(string reason) => new CheckpointStoreException($"The simulation says: {reason}.");

    public Task<FencingToken> AcquireAsync(long highest, ulong nonce, CancellationToken cancellation)
        => connection.CallAsync(() => inner.AcquireAsync(highest, nonce, None), cancellation);

    public Task<CheckpointHead?> ReadHeadAsync(CancellationToken cancellation)
        => connection.CallAsync(() => inner.ReadHeadAsync(None), cancellation);

    public Task<Manifest?> ReadManifestAsync(EpochId epoch, CancellationToken cancellation)
        => connection.CallAsync(() => inner.ReadManifestAsync(epoch, None), cancellation);

    public Task<bool> BeginAsync(FencingToken token, EpochId attempt, CancellationToken cancellation)
        => connection.CallAsync(() => inner.BeginAsync(token, attempt, None), cancellation);

    /// <summary>What is on its way must not change with the caller's buffers, which are its own again when it gives up.</summary>
    public Task WriteAsync(IReadOnlyList<Blob> blobs, CancellationToken cancellation)
    {
        Blob[] sent = [.. blobs.Select(b => b with { Content = b.Content.ToArray() })];
        return connection.CallAsync(() => inner.WriteAsync(sent, None), cancellation);
    }

    public Task<ReadOnlyMemory<byte>?> ReadAsync(BlobName name, CancellationToken cancellation)
        => connection.CallAsync(() => inner.ReadAsync(name, None), cancellation);

    public Task<FlipOutcome> FlipAsync(FencingToken token, Manifest manifest, CancellationToken cancellation)
        => connection.CallAsync(() => inner.FlipAsync(token, manifest, None), cancellation);

    public Task<bool> ReleaseAsync(EpochId epoch, CancellationToken cancellation)
        => connection.CallAsync(() => inner.ReleaseAsync(epoch, None), cancellation);

    public Task<bool> RewindAsync(FencingToken token, EpochId from, EpochId to, bool acceptLoss, CancellationToken cancellation)
        => connection.CallAsync(() => inner.RewindAsync(token, from, to, acceptLoss, None), cancellation);

    public Task<ImmutableArray<EpochRecord>> ListAsync(CancellationToken cancellation)
        => connection.CallAsync(() => inner.ListAsync(None), cancellation);

    public Task<ImmutableArray<BlobName>> ReadNamesAsync(EpochId epoch, CancellationToken cancellation)
        => connection.CallAsync(() => inner.ReadNamesAsync(epoch, None), cancellation);

    public Task DeleteAsync(IReadOnlyList<BlobName> names, CancellationToken cancellation)
    {
        BlobName[] sent = [.. names];
        return connection.CallAsync(() => inner.DeleteAsync(sent, None), cancellation);
    }

    public Task ForgetAsync(FencingToken token, EpochId epoch, CancellationToken cancellation)
        => connection.CallAsync(() => inner.ForgetAsync(token, epoch, None), cancellation);

    public Task<bool> ClearAsync(FencingToken token, CancellationToken cancellation)
        => connection.CallAsync(() => inner.ClearAsync(token, None), cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
