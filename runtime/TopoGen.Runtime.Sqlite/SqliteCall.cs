namespace TopoGen.Runtime.Sqlite;

/// <summary>Something that a thread does in the database, and whose result is told when it is on disk.</summary>
internal abstract class SqliteCall(CancellationToken cancellation)
{
    /// <summary>Whether its caller has given up before it was begun.</summary>
    public bool IsGivenUp => cancellation.IsCancellationRequested;

    /// <summary>Within a transaction. It may be run again where that one was rolled back.</summary>
    public abstract void Run(SqliteDatabase database);

    public abstract void Succeed();

    public abstract void Fail(Exception exception);
}
