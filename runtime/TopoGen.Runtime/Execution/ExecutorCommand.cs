namespace TopoGen.Runtime;

/// <summary>Something that an executor's thread is to do between turns.</summary>
internal sealed class ExecutorCommand(Action action, EngineThreads threads)
{
    private readonly Completion<bool> _done = new(threads);

    public Task Done => _done.Task;

    public void Run()
    {
        try
        {
            action();
            _done.TrySetResult(true);
        }
        catch (Exception exception)
        {
            _done.TrySetException(exception);
        }
    }

    public void Cancel() => _done.TrySetCanceled();
}
