namespace TopoGen.Runtime;

/// <summary>A thread for each executor, and the thread pool for the rest.</summary>
internal sealed class SystemThreads : EngineThreads
{
    private SystemThreads()
    {
    }

    public static SystemThreads Instance { get; } = new();

    public override TimeProvider Clock => TimeProvider.System;

    public override void Start(Executor executor)
        => new Thread(executor.Run) { IsBackground = true, Name = $"topogen-{executor.Index}" }.Start();

    public override void Queue(Action work)
        => ThreadPool.UnsafeQueueUserWorkItem(static work => work(), work, preferLocal: false);

    public override Task Run(Func<Task> work) => Task.Run(work);

    public override void WaitFor(Func<bool> isBack, TimeSpan limit) => SpinWait.SpinUntil(isBack, limit);
}
