using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TopoGen.Runtime.Sqlite;

/// <summary>
/// The file: its tables and the statements on them. Numbers without a sign are kept as signed ones of the same bits. Used by one thread at a time.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    /// <summary>Marks the file as ours: "TGcp" in its header.</summary>
    private const int ApplicationId = 0x54476370;

    /// <summary>Raised with every change of the tables.</summary>
    private const int Version = 1;

    /// <summary>How long a call waits for another program that looks into the file.</summary>
    private const int BusySeconds = 5;

    private const string Schema =
        """
        CREATE TABLE topology (name TEXT NOT NULL, generation INTEGER NOT NULL, nonce INTEGER NOT NULL, committed TEXT, applied TEXT);
        CREATE TABLE epochs (id INTEGER PRIMARY KEY, epoch TEXT NOT NULL UNIQUE, manifest BLOB);
        CREATE TABLE blobs (id INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, name TEXT NOT NULL, content BLOB NOT NULL, UNIQUE (epoch, name));
        """;

    private readonly SqliteConnection _connection;
    private readonly List<SqliteStatement> _statements = [];
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _readRegister;
    private readonly SqliteStatement _writeRegister;
    private readonly SqliteStatement _readHead;
    private readonly SqliteStatement _writeHead;
    private readonly SqliteStatement _readEpochs;
    private readonly SqliteStatement _findEpoch;
    private readonly SqliteStatement _addEpoch;
    private readonly SqliteStatement _removeEpoch;
    private readonly SqliteStatement _readManifest;
    private readonly SqliteStatement _writeManifest;
    private readonly SqliteStatement _readNames;
    private readonly SqliteStatement _readBlob;
    private readonly SqliteStatement _writeBlob;
    private readonly SqliteStatement _removeBlob;
    private readonly SqliteStatement _removeBlobs;
    private readonly SqliteStatement _removeEpochs;

    private SqliteDatabase(SqliteConnection connection)
    {
        _connection = connection;
        // With the lock of a writer from the start: one that comes later could not become a writer while another program writes.
        _begin = Prepare("BEGIN IMMEDIATE", 0);
        _commit = Prepare("COMMIT", 0);
        _readRegister = Prepare("SELECT generation, nonce FROM topology", 0);
        _writeRegister = Prepare("UPDATE topology SET generation = $0, nonce = $1", 2);
        _readHead = Prepare("SELECT committed, applied FROM topology WHERE committed IS NOT NULL", 0);
        _writeHead = Prepare("UPDATE topology SET committed = $0, applied = $1", 2);
        _readEpochs = Prepare("SELECT epoch, manifest IS NOT NULL FROM epochs", 0);
        _findEpoch = Prepare("SELECT id, manifest IS NOT NULL FROM epochs WHERE epoch = $0", 1);
        _addEpoch = Prepare("INSERT INTO epochs (epoch) VALUES ($0) ON CONFLICT DO NOTHING", 1);
        _removeEpoch = Prepare("DELETE FROM epochs WHERE epoch = $0 AND NOT EXISTS (SELECT 1 FROM blobs WHERE blobs.epoch = epochs.id)", 1);
        _readManifest = Prepare("SELECT manifest FROM epochs WHERE epoch = $0 AND manifest IS NOT NULL", 1);
        _writeManifest = Prepare("UPDATE epochs SET manifest = $1 WHERE epoch = $0", 2);
        _readNames = Prepare("SELECT name FROM blobs WHERE epoch = $0", 1);
        _readBlob = Prepare("SELECT content FROM blobs WHERE epoch = $0 AND name = $1", 2);
        _writeBlob = Prepare("INSERT INTO blobs (epoch, name, content) VALUES ($0, $1, $2) ON CONFLICT DO NOTHING", 3);
        _removeBlob = Prepare("DELETE FROM blobs WHERE epoch = $0 AND name = $1", 2);
        _removeBlobs = Prepare("DELETE FROM blobs", 0);
        _removeEpochs = Prepare("DELETE FROM epochs", 0);
        Savepoints = new SqliteSavepointTables(connection);
    }

    public SqliteSavepointTables Savepoints { get; }

    public FencingToken Register
    {
        get => _readRegister.Read(static row => new FencingToken(row.GetInt64(0), (ulong)row.GetInt64(1))).Single();
        set => _writeRegister.Execute(value.Generation, (long)value.Nonce);
    }

    public CheckpointHead? Head
    {
        get => _readHead.Read(static row => new CheckpointHead(Epoch(row.GetString(0)), row.IsDBNull(1) ? null : Epoch(row.GetString(1)))).SingleOrDefault();
        set => _writeHead.Execute(value?.Committed.ToString(), value?.Applied?.ToString());
    }

    /// <summary>Opens the file of a topology, or makes it.</summary>
    /// <exception cref="TopologyInputException">It is another topology's, another version's, or no file of a store.</exception>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static SqliteDatabase Open(string file, string topology)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ToString());
        try
        {
            connection.Open();
            SetUp(connection, file, topology);
            return new SqliteDatabase(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs the function in one transaction. It is on disk when this returns; after an exception nothing has changed.</summary>
    public void InTransaction(Action<SqliteDatabase> act)
    {
        _begin.Execute();
        try
        {
            act(this);
            _commit.Execute();
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    public List<EpochRecord> ReadEpochs() => _readEpochs.Read(static row => new EpochRecord(Epoch(row.GetString(0)), row.GetBoolean(1)));

    public bool IsCommitted(EpochId epoch) => _findEpoch.Read(static row => row.GetBoolean(1), epoch.ToString()).SingleOrDefault();

    public void AddEpoch(EpochId epoch) => _addEpoch.Execute(epoch.ToString());

    /// <summary>Removes an epoch, unless blobs of it are left.</summary>
    public void RemoveEpoch(EpochId epoch) => _removeEpoch.Execute(epoch.ToString());

    public byte[]? ReadManifest(EpochId epoch)
        => _readManifest.Read(static row => row.GetFieldValue<byte[]>(0), epoch.ToString()).SingleOrDefault();

    public void WriteManifest(EpochId epoch, byte[]? content) => _writeManifest.Execute(epoch.ToString(), content);

    public List<BlobName> ReadNames(EpochId epoch)
        => Find(epoch) is { } id ? _readNames.Read(row => Name(epoch, row.GetString(0)), id) : [];

    public byte[]? ReadBlob(BlobName name)
        => Find(name.Epoch) is { } id ? _readBlob.Read(static row => row.GetFieldValue<byte[]>(0), id, name.Local).SingleOrDefault() : null;

    public void WriteBlobs(IReadOnlyList<Blob> blobs)
    {
        EpochId? epoch = null;
        long? id = null;
        foreach (Blob blob in blobs)
        {
            if (blob.Name.Epoch != epoch)
            {
                epoch = blob.Name.Epoch;
                AddEpoch(blob.Name.Epoch);
                id = Find(blob.Name.Epoch);
            }

            _writeBlob.Execute(id, blob.Name.Local, blob.Content);
        }
    }

    public void RemoveBlobs(IReadOnlyList<BlobName> names)
    {
        EpochId? epoch = null;
        long? id = null;
        foreach (BlobName name in names)
        {
            if (name.Epoch != epoch)
            {
                epoch = name.Epoch;
                id = Find(name.Epoch);
            }

            if (id is not null)
            {
                _removeBlob.Execute(id, name.Local);
            }
        }
    }

    public void RemoveAll()
    {
        Head = null;
        _removeBlobs.Execute();
        _removeEpochs.Execute();
    }

    /// <summary>Runs a statement that is not worth keeping.</summary>
    public void Execute(string text) => Execute(_connection, text);

    public void Dispose()
    {
        foreach (SqliteStatement statement in _statements)
        {
            statement.Dispose();
        }

        Savepoints.Dispose();
        _connection.Dispose();
    }

    private static void SetUp(SqliteConnection connection, string file, string topology)
    {
        Execute(connection, "PRAGMA journal_mode = WAL");
        // With every commit the log is on disk before it is answered.
        Execute(connection, "PRAGMA synchronous = FULL");
        // After one large epoch the log is cut back to what small ones need.
        Execute(connection, "PRAGMA journal_size_limit = 67108864");
        long application = Number(connection, "PRAGMA application_id");
        long version = Number(connection, "PRAGMA user_version");
        if (application == 0 && version == 0 && Number(connection, "SELECT count(*) FROM sqlite_schema") == 0)
        {
            Create(connection, topology);
        }
        else if (application != ApplicationId)
        {
            throw new TopologyInputException($"The file '{file}' holds something else than checkpoints; give another data directory, or move it away");
        }
        else if (version != Version)
        {
            throw new TopologyInputException(
                $"The file '{file}' has format {version}, and this version of the program reads format {Version} only; run it with the version that wrote it");
        }

        Execute(connection, SqliteSavepointTables.Schema);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM topology";
        if (command.ExecuteScalar() is string name && name != topology)
        {
            throw new TopologyInputException(
                $"The file '{file}' holds the state of topology '{name}', and this is '{topology}'; give each topology a data directory of its own");
        }
    }

    private static void Create(SqliteConnection connection, string topology)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        Execute(connection, Schema);
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version}"));
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "INSERT INTO topology (name, generation, nonce) VALUES ($name, 0, 0)";
        command.Parameters.AddWithValue("$name", topology);
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string query)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = query;
        return (long)command.ExecuteScalar()!;
    }

    private static EpochId Epoch(string text)
        => EpochId.TryParse(text, out EpochId epoch) ? epoch : throw new CheckpointStoreException($"The store has an epoch '{text}', which nobody wrote; its file is damaged");

    private static BlobName Name(EpochId epoch, string local)
        => BlobName.TryParse($"{epoch}/{local}", out BlobName name) ? name : throw new CheckpointStoreException($"The store has a blob '{local}', which nobody wrote; its file is damaged");

    private long? Find(EpochId epoch) => _findEpoch.Read(static row => (long?)row.GetInt64(0), epoch.ToString()).SingleOrDefault();

    private SqliteStatement Prepare(string text, int parameters)
    {
        var statement = new SqliteStatement(_connection, text, parameters);
        _statements.Add(statement);
        return statement;
    }

    private void RollBack()
    {
        // After some failures SQLite has done it already.
        if (_connection.State == System.Data.ConnectionState.Open && raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            Execute("ROLLBACK");
        }
    }
}
