using Microsoft.Data.Sqlite;

namespace TopoGen.Runtime.Sqlite;

/// <summary>
/// The thread that owns the database, and runs calls in the order in which they came. All that wait are run in one transaction, so that
/// many writers cost one flush of the disk together. Thread-safe.
/// </summary>
internal sealed class SqliteThread : IAsyncDisposable
{
    /// <summary>The most calls in a transaction: a bound for how long the first of them waits.</summary>
    private const int MostTogether = 64;

    private readonly SqliteDatabase _database;
    private readonly string _file;
    private readonly Lock _gate = new();
    private readonly Queue<SqliteCall> _waiting = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isClosing;

    /// <param name="database">Belongs to the thread from now on.</param>
    /// <param name="file">For messages.</param>
    public SqliteThread(SqliteDatabase database, string file)
    {
        _database = database;
        _file = file;
        new Thread(Loop) { IsBackground = true, Name = "topogen-sqlite" }.Start();
    }

    /// <exception cref="CheckpointStoreException">The database refuses it.</exception>
    public Task<T> CallAsync<T>(Func<SqliteDatabase, T> call, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        var next = new SqliteCallOf<T>(call, cancellation);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosing, typeof(SqliteCheckpointStore));
            _waiting.Enqueue(next);
        }

        _arrived.Release();
        return next.Completion.WaitAsync(cancellation);
    }

    /// <summary>Runs what waits, and closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isClosing = true;
        }

        _arrived.Release();
        await _ended.Task;
    }

    private void Loop()
    {
        try
        {
            while (Take() is { } calls)
            {
                Execute(calls);
            }

            _database.Dispose();
            _ended.SetResult();
        }
        catch (Exception exception)
        {
            _ended.SetException(exception);
        }
    }

    /// <returns>What waits; null where nothing will come any more.</returns>
    private List<SqliteCall>? Take()
    {
        while (true)
        {
            _arrived.Wait();
            lock (_gate)
            {
                var calls = new List<SqliteCall>(Math.Min(_waiting.Count, MostTogether));
                while (calls.Count < MostTogether && _waiting.TryDequeue(out SqliteCall? call))
                {
                    if (!call.IsGivenUp)
                    {
                        calls.Add(call);
                    }
                }

                if (calls.Count > 0)
                {
                    return calls;
                }

                if (_isClosing)
                {
                    return null;
                }
            }
        }
    }

    private void Execute(List<SqliteCall> calls)
    {
        Exception? failure = Try(calls);
        if (failure is not null && calls.Count > 1)
        {
            // One of them spoils it for all: each for itself, then.
            foreach (SqliteCall call in calls)
            {
                Execute([call]);
            }

            return;
        }

        foreach (SqliteCall call in calls)
        {
            if (failure is null)
            {
                call.Succeed();
            }
            else
            {
                call.Fail(failure);
            }
        }
    }

    private Exception? Try(List<SqliteCall> calls)
    {
        try
        {
            _database.InTransaction(database =>
            {
                foreach (SqliteCall call in calls)
                {
                    call.Run(database);
                }
            });
            return null;
        }
        catch (SqliteException exception)
        {
            return new CheckpointStoreException($"The checkpoint store '{_file}' refused a call: {SqliteFailure.Describe(exception)}", exception);
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
