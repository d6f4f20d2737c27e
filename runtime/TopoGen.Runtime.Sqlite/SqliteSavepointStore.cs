using System.Collections.Immutable;

namespace TopoGen.Runtime.Sqlite;

/// <summary>The savepoints in the file of a <see cref="SqliteCheckpointStore"/>.</summary>
internal sealed class SqliteSavepointStore(SqliteThread thread) : ISavepointStore
{
    public Task WriteAsync(SavepointCopy copy, int part, ReadOnlyMemory<byte> content, CancellationToken cancellation)
        => thread.CallAsync(
            database =>
            {
                database.Savepoints.Write(copy, part, content);
                return true;
            },
            cancellation);

    public Task<bool> KeepAsync(SavepointCopy copy, int parts, CancellationToken cancellation)
        => thread.CallAsync(database => database.Savepoints.Keep(copy, parts), cancellation);

    public async Task<ReadOnlyMemory<byte>?> ReadAsync(SavepointCopy copy, int part, CancellationToken cancellation)
        => await thread.CallAsync(database => database.Savepoints.Read(copy, part), cancellation) is { } content ? content : (ReadOnlyMemory<byte>?)null;

    public async Task<ImmutableArray<SavepointRecord>> ListAsync(CancellationToken cancellation)
        => SavepointRecord.Sort(await thread.CallAsync(static database => database.Savepoints.List(), cancellation));

    public Task RemoveAsync(SavepointCopy copy, CancellationToken cancellation)
        => thread.CallAsync(
            database =>
            {
                database.Savepoints.Remove(copy);
                return true;
            },
            cancellation);
}
