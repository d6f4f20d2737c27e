using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// Where the epochs of one topology are kept. Each call is one atomic step and may be sent twice: where an answer got lost, the same
/// call again has the same effect and answer. Blobs are immutable, and durable when <see cref="WriteAsync"/> has completed; the head moves
/// by <see cref="FlipAsync"/> and <see cref="RewindAsync"/> alone. Thread-safe.
/// </summary>
/// <remarks>
/// Every call throws <see cref="CheckpointStoreException"/> where the store cannot be reached or does not answer in time.
/// The register holds the token of the one who may write. In a cluster it is the leader's token, and coordination moves it; a process that runs
/// alone takes it with <see cref="AcquireAsync"/>. As long as nobody has taken it, no token is valid.
/// </remarks>
public interface ICheckpointStore : IAsyncDisposable
{
    /// <summary>Copies of epochs that are kept under names, whatever becomes of the epochs.</summary>
    ISavepointStore Savepoints { get; }

    /// <summary>Takes the register: a token above all that this store has had. The same nonce again gives the same token.</summary>
    /// <param name="highest">The highest generation the caller has ever seen; 0 where it has seen none.</param>
    /// <param name="nonce">Random.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    Task<FencingToken> AcquireAsync(long highest, ulong nonce, CancellationToken cancellation);

    /// <summary>Where the topology stands; null where nothing was ever committed, or all of it was cleared.</summary>
    Task<CheckpointHead?> ReadHeadAsync(CancellationToken cancellation);

    /// <summary>A committed epoch that is still kept; null where there is none.</summary>
    /// <exception cref="CheckpointStoreException">It is there, and its bytes are damaged. The message names it.</exception>
    Task<Manifest?> ReadManifestAsync(EpochId epoch, CancellationToken cancellation);

    /// <summary>Records an attempt before anything is written under its name, so that what a dead writer left can be found.</summary>
    /// <param name="token">The writer's. The epoch carries the token of the generation it belongs to, which may be an older one of the same writer.</param>
    /// <param name="attempt">The epoch.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>Whether the token is the register's.</returns>
    Task<bool> BeginAsync(FencingToken token, EpochId attempt, CancellationToken cancellation);

    /// <summary>
    /// Writes blobs of one attempt. Not fenced: what a zombie writes, no manifest names. An attempt that was not begun is recorded by it, so that
    /// it can be found.
    /// </summary>
    Task WriteAsync(IReadOnlyList<Blob> blobs, CancellationToken cancellation);

    /// <summary>The bytes of a blob as they are, not verified; null where there are none.</summary>
    Task<ReadOnlyMemory<byte>?> ReadAsync(BlobName name, CancellationToken cancellation);

    /// <summary>
    /// Commits: the head moves from the manifest's predecessor to it, if the writer's token is the register's. The first epoch of a lineage follows
    /// nothing, or the head of another lineage; nothing of that one counts as released then. A store that may lose what it has acknowledged, because another server takes the place of its own, makes sure that all blobs
    /// of the epoch are there.
    /// </summary>
    /// <exception cref="ArgumentException">The manifest is not sound.</exception>
    Task<FlipOutcome> FlipAsync(FencingToken token, Manifest manifest, CancellationToken cancellation);

    /// <summary>
    /// Notes that the effects of a committed epoch are about to be released. It only rises within a lineage, and never above the head.
    /// </summary>
    /// <returns>Whether the epoch's effects may be released: it is committed, and the head or below.</returns>
    Task<bool> ReleaseAsync(EpochId epoch, CancellationToken cancellation);

    /// <summary>
    /// Moves the head back to an older epoch of its lineage that is kept, because a newer one cannot be read. The epochs above are given up: they
    /// are no longer committed. Where released effects lie above, the epoch counts as the last one released.
    /// </summary>
    /// <param name="token">Has to be the register's.</param>
    /// <param name="from">The head.</param>
    /// <param name="to">The older epoch.</param>
    /// <param name="acceptLoss">Whether it may lie below effects that were released.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>Whether the head is there now; false where the token is stale, the head another one, or effects would be undone.</returns>
    Task<bool> RewindAsync(FencingToken token, EpochId from, EpochId to, bool acceptLoss, CancellationToken cancellation);

    /// <summary>All epochs that it knows, attempts included, oldest first.</summary>
    Task<ImmutableArray<EpochRecord>> ListAsync(CancellationToken cancellation);

    /// <summary>The names of all blobs that were written under an epoch and not deleted since.</summary>
    Task<ImmutableArray<BlobName>> ReadNamesAsync(EpochId epoch, CancellationToken cancellation);

    /// <summary>Deletes blobs that no manifest names any more. Those that are gone already do not matter.</summary>
    Task DeleteAsync(IReadOnlyList<BlobName> names, CancellationToken cancellation);

    /// <summary>
    /// Forgets an epoch that is not the head: its manifest, and the record that it was attempted. That record stays while blobs of it are there.
    /// </summary>
    /// <param name="token">Has to be the register's; with another one nothing happens.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    Task ForgetAsync(FencingToken token, EpochId epoch, CancellationToken cancellation);

    /// <summary>Removes everything but the register and savepoints: the next start has nothing to resume.</summary>
    /// <param name="token">Has to be the register's; with another one nothing happens.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>Whether it was.</returns>
    Task<bool> ClearAsync(FencingToken token, CancellationToken cancellation);
}
