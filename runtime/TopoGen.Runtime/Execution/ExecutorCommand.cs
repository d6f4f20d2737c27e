namespace TopoGen.Runtime;

/// <summary>Something that an executor's thread is to do between turns.</summary>
internal sealed class ExecutorCommand(Action action)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    public void Run()
    {
        try
        {
            action();
            _done.TrySetResult();
        }
        catch (Exception exception)
        {
            _done.TrySetException(exception);
        }
    }

    public void Cancel() => _done.TrySetCanceled();
}
