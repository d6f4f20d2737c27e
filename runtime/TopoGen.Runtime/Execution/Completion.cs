namespace TopoGen.Runtime;

/// <summary>Something that others wait for. What they do then never runs on the thread that completes it.</summary>
/// <param name="threads">Where it runs.</param>
internal sealed class Completion<T>(EngineThreads threads)
{
    private readonly TaskCompletionSource<T> _source =
        new(threads.AreStepped ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _source.Task;

    public void TrySetResult(T result) => Set(source => source.TrySetResult(result));

    public void TrySetException(Exception exception) => Set(source => source.TrySetException(exception));

    public void TrySetCanceled() => Set(static source => source.TrySetCanceled());

    private void Set(Action<TaskCompletionSource<T>> set)
    {
        if (threads.AreStepped)
        {
            // The pool, which would run the continuations, is the simulation's.
            threads.Queue(() => set(_source));
        }
        else
        {
            set(_source);
        }
    }
}
