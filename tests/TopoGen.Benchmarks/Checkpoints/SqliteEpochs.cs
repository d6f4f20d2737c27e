using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using TopoGen.Runtime;
using TopoGen.Runtime.Sqlite;

namespace TopoGen.Benchmarks;

/// <summary>100,000 changed keys of 100 bytes into a file of SQLite, epoch by epoch, each on disk before the next.</summary>
internal static class SqliteEpochs
{
    /// <summary>Captured by the runtime and written by its store.</summary>
    public static async Task<Figures> StoreAsync(long epochs)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("topogen-benchmark-");
        try
        {
            await using SqliteCheckpointStore store = SqliteCheckpointStore.Open(folder.FullName, "dirty");
            var table = new DirtyKeys(RedisEpochs.Keys);
            var timer = new EpochTimer(RedisEpochs.Keys);
            for (long i = 0; i < epochs; i++)
            {
                table.Touch(RedisEpochs.Keys);
                BlobName[] names = [];
                await timer.TimeAsync(async () =>
                {
                    TaskContribution contribution = table.Capture();
                    await store.WriteAsync(contribution.Blobs, CancellationToken.None);
                    names = [.. contribution.Blobs.Select(static blob => blob.Name)];
                    contribution.Capture.Dispose();
                });
                await store.DeleteAsync(names, CancellationToken.None);
            }

            return timer.Figures();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The same bytes, a row for each blob, in one transaction with the same settings.</summary>
    public static async Task<Figures> BlobsAsync(long epochs)
    {
        ImmutableArray<Blob> blobs = DirtyKeys.Blobs(RedisEpochs.Keys);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("topogen-benchmark-");
        try
        {
            await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.FullName, "blobs.db")};Pooling=false");
            await connection.OpenAsync();
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864");
            Execute(connection, "CREATE TABLE blobs (id INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, name TEXT NOT NULL, content BLOB NOT NULL, UNIQUE (epoch, name))");
            var timer = new EpochTimer(RedisEpochs.Keys);
            for (long epoch = 0; epoch < epochs; epoch++)
            {
                await timer.TimeAsync(() =>
                {
                    Write(connection, epoch, blobs);
                    return Task.CompletedTask;
                });
                Execute(connection, "DELETE FROM blobs");
            }

            return timer.Figures();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Write(SqliteConnection connection, long epoch, ImmutableArray<Blob> blobs)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "INSERT INTO blobs (epoch, name, content) VALUES ($0, $1, $2)";
        SqliteParameter[] parameters = [.. Enumerable.Range(0, 3).Select(i => command.Parameters.AddWithValue($"${i}", null))];
        parameters[0].Value = epoch;
        foreach (Blob blob in blobs)
        {
            parameters[1].Value = blob.Name.Local;
            parameters[2].Value = System.Runtime.InteropServices.MemoryMarshal.TryGetArray(blob.Content, out ArraySegment<byte> bytes) ? bytes.Array : null;
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
