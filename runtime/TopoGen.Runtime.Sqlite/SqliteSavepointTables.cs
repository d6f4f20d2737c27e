using Microsoft.Data.Sqlite;

namespace TopoGen.Runtime.Sqlite;

/// <summary>The tables of savepoints and the statements on them. Used by one thread at a time.</summary>
internal sealed class SqliteSavepointTables : IDisposable
{
    /// <summary>Versions that do not know them leave them alone, so they do not raise the format.</summary>
    public const string Schema =
        """
        CREATE TABLE IF NOT EXISTS savepoints (name TEXT PRIMARY KEY, nonce INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS parts (id INTEGER PRIMARY KEY, name TEXT NOT NULL, nonce INTEGER NOT NULL, part INTEGER NOT NULL, content BLOB NOT NULL, UNIQUE (name, nonce, part));
        """;

    private readonly SqliteStatement _write;
    private readonly SqliteStatement _count;
    private readonly SqliteStatement _keep;
    private readonly SqliteStatement _read;
    private readonly SqliteStatement _list;
    private readonly SqliteStatement _removeName;
    private readonly SqliteStatement _removeParts;

    public SqliteSavepointTables(SqliteConnection connection)
    {
        _write = new(connection, "INSERT INTO parts (name, nonce, part, content) VALUES ($0, $1, $2, $3) ON CONFLICT DO NOTHING", 4);
        _count = new(connection, "SELECT count(*) FROM parts WHERE name = $0 AND nonce = $1", 2);
        _keep = new(connection, "INSERT INTO savepoints (name, nonce) VALUES ($0, $1) ON CONFLICT DO UPDATE SET nonce = $1", 2);
        _read = new(connection, "SELECT content FROM parts WHERE name = $0 AND nonce = $1 AND part = $2", 3);
        _list = new(
            connection,
            "SELECT name, nonce, count(*), EXISTS (SELECT 1 FROM savepoints s WHERE s.name = p.name AND s.nonce = p.nonce) FROM parts p GROUP BY name, nonce",
            0);
        _removeName = new(connection, "DELETE FROM savepoints WHERE name = $0 AND nonce = $1", 2);
        _removeParts = new(connection, "DELETE FROM parts WHERE name = $0 AND nonce = $1", 2);
    }

    public void Write(SavepointCopy copy, int part, ReadOnlyMemory<byte> content) => _write.Execute(copy.Name, (long)copy.Nonce, part, content);

    public bool Keep(SavepointCopy copy, int parts)
    {
        bool isWhole = _count.Read(static row => row.GetInt64(0), copy.Name, (long)copy.Nonce).Single() == parts;
        if (isWhole)
        {
            _keep.Execute(copy.Name, (long)copy.Nonce);
        }

        return isWhole;
    }

    public byte[]? Read(SavepointCopy copy, int part)
        => _read.Read(static row => row.GetFieldValue<byte[]>(0), copy.Name, (long)copy.Nonce, part).SingleOrDefault();

    public List<SavepointRecord> List()
        => _list.Read(static row => new SavepointRecord(new SavepointCopy(row.GetString(0), (ulong)row.GetInt64(1)), row.GetInt32(2), row.GetBoolean(3)));

    public void Remove(SavepointCopy copy)
    {
        _removeName.Execute(copy.Name, (long)copy.Nonce);
        _removeParts.Execute(copy.Name, (long)copy.Nonce);
    }

    public void Dispose()
    {
        foreach (SqliteStatement statement in new[] { _write, _count, _keep, _read, _list, _removeName, _removeParts })
        {
            statement.Dispose();
        }
    }
}
