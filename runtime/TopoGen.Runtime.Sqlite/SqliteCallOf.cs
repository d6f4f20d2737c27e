namespace TopoGen.Runtime.Sqlite;

/// <inheritdoc/>
internal sealed class SqliteCallOf<T>(Func<SqliteDatabase, T> call, CancellationToken cancellation) : SqliteCall(cancellation)
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Completion => _completion.Task;

    public override void Run(SqliteDatabase database) => _result = call(database);

    public override void Succeed() => _completion.TrySetResult(_result!);

    public override void Fail(Exception exception) => _completion.TrySetException(exception);
}
