using System.Collections.Immutable;

namespace TopoGen.Runtime.Tests.Checkpointing;

/// <summary>A store in front of which something may happen before each call, and one of whose manifests may be damaged.</summary>
internal sealed class WatchedStore(ICheckpointStore store) : ICheckpointStore
{
    public ISavepointStore Savepoints => store.Savepoints;

    public Func<Task>? Before { get; set; }

    /// <summary>Before some calls: what it throws keeps the store from hearing of them.</summary>
    public Func<WatchedCall, Task> BeforeCall { get; set; } = static _ => Task.CompletedTask;

    /// <summary>After some calls: what it throws is all that the caller hears.</summary>
    public Func<WatchedCall, Task> AfterCall { get; set; } = static _ => Task.CompletedTask;

    public EpochId? Damaged { get; set; }

    /// <summary>Told of each blob that is read.</summary>
    public Action<BlobName> Reading { get; set; } = static _ => { };

    public async Task<FencingToken> AcquireAsync(long highest, ulong nonce, CancellationToken cancellation)
        => await (await BeforeAsync()).AcquireAsync(highest, nonce, cancellation);

    public async Task<CheckpointHead?> ReadHeadAsync(CancellationToken cancellation)
        => await (await BeforeAsync()).ReadHeadAsync(cancellation);

    public async Task<Manifest?> ReadManifestAsync(EpochId epoch, CancellationToken cancellation)
        => epoch == Damaged ? ManifestFormat.Decode(epoch, []) : await (await BeforeAsync()).ReadManifestAsync(epoch, cancellation);

    public async Task<bool> BeginAsync(FencingToken token, EpochId attempt, CancellationToken cancellation)
        => await (await BeforeAsync()).BeginAsync(token, attempt, cancellation);

    public async Task WriteAsync(IReadOnlyList<Blob> blobs, CancellationToken cancellation)
    {
        if (blobs.Any(b => b.Name.Kind == BlobKind.Commands))
        {
            await AroundAsync(WatchedCall.WriteCommands, store => WriteAsync(store));
        }
        else
        {
            await WriteAsync(await BeforeAsync());
        }

        async Task<bool> WriteAsync(ICheckpointStore store)
        {
            await store.WriteAsync(blobs, cancellation);
            return true;
        }
    }

    public async Task<ReadOnlyMemory<byte>?> ReadAsync(BlobName name, CancellationToken cancellation)
    {
        Reading(name);
        return await (await BeforeAsync()).ReadAsync(name, cancellation);
    }

    public async Task<FlipOutcome> FlipAsync(FencingToken token, Manifest manifest, CancellationToken cancellation)
        => await AroundAsync(WatchedCall.Flip, store => store.FlipAsync(token, manifest, cancellation));

    public async Task<bool> ReleaseAsync(EpochId epoch, CancellationToken cancellation)
        => await AroundAsync(WatchedCall.Release, store => store.ReleaseAsync(epoch, cancellation));

    public async Task<bool> RewindAsync(FencingToken token, EpochId from, EpochId to, bool acceptLoss, CancellationToken cancellation)
        => await (await BeforeAsync()).RewindAsync(token, from, to, acceptLoss, cancellation);

    public async Task<ImmutableArray<EpochRecord>> ListAsync(CancellationToken cancellation)
        => await (await BeforeAsync()).ListAsync(cancellation);

    public async Task<ImmutableArray<BlobName>> ReadNamesAsync(EpochId epoch, CancellationToken cancellation)
        => await (await BeforeAsync()).ReadNamesAsync(epoch, cancellation);

    public async Task DeleteAsync(IReadOnlyList<BlobName> names, CancellationToken cancellation)
        => await (await BeforeAsync()).DeleteAsync(names, cancellation);

    public async Task ForgetAsync(FencingToken token, EpochId epoch, CancellationToken cancellation)
        => await (await BeforeAsync()).ForgetAsync(token, epoch, cancellation);

    public async Task<bool> ClearAsync(FencingToken token, CancellationToken cancellation)
        => await (await BeforeAsync()).ClearAsync(token, cancellation);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async Task<T> AroundAsync<T>(WatchedCall call, Func<ICheckpointStore, Task<T>> made)
    {
        await BeforeCall(call);
        T result = await made(await BeforeAsync());
        await AfterCall(call);
        return result;
    }

    private async Task<ICheckpointStore> BeforeAsync()
    {
        await (Before?.Invoke() ?? Task.CompletedTask);
        return store;
    }
}
