namespace TopoGen.Runtime;

/// <summary>
/// Where an engine runs: on threads of the system, or step by step on the one thread of a simulation, which decides what comes next.
/// </summary>
internal abstract class EngineThreads
{
    /// <summary>By which turns are measured, and idle spouts asked again.</summary>
    public abstract TimeProvider Clock { get; }

    /// <summary>
    /// Whether somebody calls <see cref="Executor.Step"/> in place of a thread. Then nothing may wait in place for what others do: they
    /// have the same thread.
    /// </summary>
    public virtual bool AreStepped => false;

    /// <summary>Lets an executor work: it has its first task.</summary>
    public abstract void Start(Executor executor);

    /// <summary>An executor that slept has something to do, where <see cref="AreStepped"/>.</summary>
    public virtual void Woken(Executor executor)
    {
    }

    /// <summary>Runs something soon, on no executor's thread.</summary>
    public abstract void Queue(Action work);

    /// <summary>Starts work that waits for others, on no executor's thread.</summary>
    public abstract Task Run(Func<Task> work);

    /// <summary>Waits on an executor's thread until user code that is under way has come back.</summary>
    /// <param name="isBack">Whether it has.</param>
    /// <param name="limit">Until when it is waited for.</param>
    public abstract void WaitFor(Func<bool> isBack, TimeSpan limit);

    /// <summary>Tells user code that listens to a token, right here.</summary>
    public virtual void Cancel(CancellationTokenSource source) => source.Cancel();
}
