using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>The threads of one process, which are all the simulation's one.</summary>
internal sealed class SimulatedThreads(SimulatedProcess process) : EngineThreads
{
    private readonly Dictionary<Executor, SimulatedExecutor> _executors = [];

    public override TimeProvider Clock { get; } = new WorkClock(process);

    public override bool AreStepped => true;

    public override void Start(Executor executor)
    {
        var started = new SimulatedExecutor(process, executor);
        _executors.Add(executor, started);
        process.Simulator.Add(started);
    }

    public override void Woken(Executor executor) => process.Simulator.Add(_executors[executor]);

    public override void Queue(Action work) => process.Simulator.Add(new SimulatedEvent(process, "pool", EventKind.Pool, work));

    public override Task Run(Func<Task> work)
    {
        var done = new TaskCompletionSource();
        Queue(() => _ = RunAsync(work, done));
        return done.Task;
    }

    public override void WaitFor(Func<bool> isBack, TimeSpan limit) => process.Simulator.Return(process, isBack, limit);

    /// <summary>What waits for the token is the runtime's too, and goes on right here only where there is no context.</summary>
    public override void Cancel(CancellationTokenSource source)
    {
        SynchronizationContext? context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            source.Cancel();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private static async Task RunAsync(Func<Task> work, TaskCompletionSource done)
    {
        try
        {
            await work().ConfigureAwait(false);
            done.TrySetResult();
        }
        catch (OperationCanceledException)
        {
            done.TrySetCanceled();
        }
        catch (Exception exception)
        {
            done.TrySetException(exception);
        }
    }
}
