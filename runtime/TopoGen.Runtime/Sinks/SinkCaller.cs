namespace TopoGen.Runtime;

/// <summary>The calls of one task's sink: off the executors, one at a time, and given up when the task is closed.</summary>
/// <param name="cell">The task.</param>
/// <param name="calls">Its sink.</param>
internal sealed class SinkCaller(TaskCell cell, SinkCalls calls)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closing = CancellationTokenSource.CreateLinkedTokenSource(cell.Host.Stopping);
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private bool _isClosed;

    public TaskCell Cell => cell;

    /// <summary>The task, as its sink knows it.</summary>
    public SinkTask Self { get; } = new(cell.Topology, cell.Component, cell.Index, cell.Parallelism);

    public SinkRetry Retry { get; } = new(cell);

    /// <summary>Does work that calls the sink. Callers see to it that one is over before the next.</summary>
    /// <param name="work">The work. Where it finds that the sink is another process's, it is begun again after a while: a plan that says so may be on its way.</param>
    /// <param name="superseded">Gives up.</param>
    /// <exception cref="SinkReplacedException">In one process: another run applies its commands. A worker waits for another plan then.</exception>
    /// <exception cref="OperationCanceledException">The task is closed, or the call was given up.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken superseded)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token, superseded);
        Task<bool> running;
        lock (_lock)
        {
            if (_isClosed)
            {
                throw new OperationCanceledException();
            }

            _running = running = WorkAsync(work, either.Token);
        }

        // A sink that does not return is left behind, so that others can go on.
        await Waiting.For(running, either.Token).ConfigureAwait(false);
    }

    public ValueTask<SinkStamp?> ReadStampAsync(SinkTask task, CancellationToken cancellation)
        => Retry.RunAsync(() => calls.ReadStampAsync(task, cancellation), cancellation);

    /// <summary>The task is closed: what is under way is given up, and the sink is disposed of behind it.</summary>
    /// <returns>Whether it was not closed before.</returns>
    public bool Close()
    {
        Task running;
        lock (_lock)
        {
            if (_isClosed)
            {
                return false;
            }

            _isClosed = true;
            running = _running;
        }

        _ = cell.Host.Threads.Run(async () =>
        {
            cell.Host.Threads.Cancel(_closing);
            await running.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
            try
            {
                await calls.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                Retry.Report("Dispose", exception);
            }
        });
        return true;
    }

    private async Task<bool> WorkAsync(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await work(cancellation).ConfigureAwait(false);
                return true;
            }
            catch (SinkReplacedException exception) when (cell.Host.IsDynamic)
            {
                Retry.ReportReplaced(exception);
            }

            await Waiting.Delay(Pause, cell.Time, cancellation).ConfigureAwait(false);
        }
    }
}
