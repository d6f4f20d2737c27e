using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace TopoGen.Runtime.Sqlite;

/// <summary>
/// The checkpoints of one topology in one file of a data directory, which belongs to this process until the store is disposed. What was
/// answered is on disk. Thread-safe.
/// </summary>
public sealed class SqliteCheckpointStore : ICheckpointStore
{
    private readonly DataDirectory _directory;
    private readonly SqliteThread _thread;

    private SqliteCheckpointStore(DataDirectory directory, SqliteThread thread)
    {
        _directory = directory;
        _thread = thread;
        Savepoints = new SqliteSavepointStore(thread);
    }

    public ISavepointStore Savepoints { get; }

    /// <summary>Takes a data directory and opens the store in it, or makes it.</summary>
    /// <param name="directory">Made where it is missing. It belongs to one topology.</param>
    /// <param name="topology">The topology's name.</param>
    /// <exception cref="TopologyInputException">The directory is in use, is another topology's, or cannot be used; the message names it.</exception>
    public static SqliteCheckpointStore Open(string directory, string topology)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentException.ThrowIfNullOrEmpty(topology);
        var held = DataDirectory.Lock(directory);
        try
        {
            return new SqliteCheckpointStore(held, new SqliteThread(SqliteDatabase.Open(held.File, topology), held.File));
        }
        catch (SqliteException exception)
        {
            held.Dispose();
            throw new TopologyInputException($"The checkpoint store '{held.File}' cannot be opened: {SqliteFailure.Describe(exception)}", exception);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public Task<FencingToken> AcquireAsync(long highest, ulong nonce, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(highest);
        return CallAsync(database => database.Register = HeadRules.Acquire(database.Register, highest, nonce), cancellation);
    }

    public Task<CheckpointHead?> ReadHeadAsync(CancellationToken cancellation) => CallAsync(static database => database.Head, cancellation);

    public async Task<Manifest?> ReadManifestAsync(EpochId epoch, CancellationToken cancellation)
        => await CallAsync(database => database.ReadManifest(epoch), cancellation) is { } content ? ManifestFormat.Decode(epoch, content) : null;

    public Task<bool> BeginAsync(FencingToken token, EpochId attempt, CancellationToken cancellation)
        => CallAsync(
            database =>
            {
                bool isValid = HeadRules.IsValid(database.Register, token);
                if (isValid)
                {
                    database.AddEpoch(attempt);
                }

                return isValid;
            },
            cancellation);

    public Task WriteAsync(IReadOnlyList<Blob> blobs, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(blobs);
        return DoAsync(database => database.WriteBlobs(blobs), cancellation);
    }

    public async Task<ReadOnlyMemory<byte>?> ReadAsync(BlobName name, CancellationToken cancellation)
        => await CallAsync(database => database.ReadBlob(name), cancellation) is { } content ? content : (ReadOnlyMemory<byte>?)null;

    public Task<FlipOutcome> FlipAsync(FencingToken token, Manifest manifest, CancellationToken cancellation)
    {
        byte[] content = ManifestFormat.Encode(manifest);
        return CallAsync(
            database =>
            {
                bool isCommitted = database.IsCommitted(manifest.Id);
                (FlipOutcome outcome, CheckpointHead? head) =
                    HeadRules.Flip(database.Register, database.Head, isCommitted, token, manifest.Id, manifest.Previous);
                if (outcome == FlipOutcome.Committed && !isCommitted)
                {
                    database.AddEpoch(manifest.Id);
                    database.WriteManifest(manifest.Id, content);
                    database.Head = head;
                }

                return outcome;
            },
            cancellation);
    }

    public Task<bool> ReleaseAsync(EpochId epoch, CancellationToken cancellation)
        => CallAsync(
            database =>
            {
                CheckpointHead? former = database.Head;
                (bool isGranted, CheckpointHead? head) = HeadRules.Release(former, database.IsCommitted(epoch), epoch);
                if (head != former)
                {
                    database.Head = head;
                }

                return isGranted;
            },
            cancellation);

    public Task<bool> RewindAsync(FencingToken token, EpochId from, EpochId to, bool acceptLoss, CancellationToken cancellation)
        => CallAsync(
            database =>
            {
                CheckpointHead? former = database.Head;
                (bool isThere, CheckpointHead? head) =
                    HeadRules.Rewind(database.Register, former, database.IsCommitted(to), token, from, to, acceptLoss);
                if (head != former)
                {
                    database.Head = head;
                    foreach (EpochRecord record in database.ReadEpochs().Where(record => HeadRules.IsGivenUp(record.Id, to)))
                    {
                        database.WriteManifest(record.Id, null);
                    }
                }

                return isThere;
            },
            cancellation);

    public async Task<ImmutableArray<EpochRecord>> ListAsync(CancellationToken cancellation)
        => EpochRecord.Sort(await CallAsync(static database => database.ReadEpochs(), cancellation));

    public async Task<ImmutableArray<BlobName>> ReadNamesAsync(EpochId epoch, CancellationToken cancellation)
        => BlobName.Sort(await CallAsync(database => database.ReadNames(epoch), cancellation));

    public Task DeleteAsync(IReadOnlyList<BlobName> names, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(names);
        return DoAsync(database => database.RemoveBlobs(names), cancellation);
    }

    public Task ForgetAsync(FencingToken token, EpochId epoch, CancellationToken cancellation)
        => DoAsync(
            database =>
            {
                if (HeadRules.IsValid(database.Register, token) && database.Head?.Committed != epoch)
                {
                    database.WriteManifest(epoch, null);
                    database.RemoveEpoch(epoch);
                }
            },
            cancellation);

    public Task<bool> ClearAsync(FencingToken token, CancellationToken cancellation)
        => CallAsync(
            database =>
            {
                bool isValid = HeadRules.IsValid(database.Register, token);
                if (isValid)
                {
                    database.RemoveAll();
                }

                return isValid;
            },
            cancellation);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _thread.DisposeAsync();
        }
        finally
        {
            _directory.Dispose();
        }
    }

    internal Task<T> CallAsync<T>(Func<SqliteDatabase, T> call, CancellationToken cancellation) => _thread.CallAsync(call, cancellation);

    private Task DoAsync(Action<SqliteDatabase> act, CancellationToken cancellation)
        => CallAsync(
            database =>
            {
                act(database);
                return true;
            },
            cancellation);
}
