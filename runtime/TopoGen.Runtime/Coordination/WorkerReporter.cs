using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>Tells the store what happens in a worker's engine: ends of tasks until they are acknowledged, errors, counters, silent peers.</summary>
/// <param name="store">The store.</param>
/// <param name="calls">How it is called.</param>
/// <param name="engine">The engine.</param>
/// <param name="options">The times.</param>
/// <param name="time">The clock.</param>
/// <param name="run">The run.</param>
/// <param name="identity">Who the worker is now; null before it has joined.</param>
/// <param name="hasJoined">
/// Whether it is that one in the store too. Else the engine's counters are not its own: they are empty once its tasks were dropped.
/// </param>
/// <param name="logger">The log.</param>
internal sealed partial class WorkerReporter(
    ICoordinationStore store,
    StoreCalls calls,
    IWorkerEngine engine,
    ClusterOptions options,
    TimeProvider time,
    string run,
    Func<WorkerInfo?> identity,
    Func<bool> hasJoined,
    ILogger logger)
{
    private const int MostErrors = 1000;
    private readonly Queue<(TaskId Task, bool InputOver)> _ended = [];
    private readonly Queue<ErrorReport> _errors = [];
    private long _unreported;
    private TimeSpan _metricsAt;
    private TimeSpan _linksAt;
    private readonly Pause _rest = new(time);

    /// <summary>How many workers the plan has.</summary>
    public Func<int> Workers { get; init; } = static () => 1;

    public async Task RunAsync(CancellationToken cancellation)
    {
        _linksAt = calls.Now;
        engine.TaskEnded += _rest.Hurry;
        try
        {
            while (true)
            {
                await ReportAsync(cancellation).ConfigureAwait(false);
                await Waiting.Delay(options.HurriedInterval, time, cancellation).ConfigureAwait(false);
                await RestAsync(cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            engine.TaskEnded -= _rest.Hurry;
        }
    }

    /// <summary>Reports once more whatever there is, as far as the store answers.</summary>
    public Task FlushAsync(CancellationToken cancellation)
    {
        _metricsAt = TimeSpan.MinValue;
        return ReportAsync(cancellation);
    }

    /// <summary>Waits until there is something to report: timers that find nothing are most of what an idle worker costs.</summary>
    private async Task RestAsync(CancellationToken cancellation)
    {
        TimeSpan left = _metricsAt - calls.Now;
        if (left <= TimeSpan.Zero || _ended.Count > 0 || _errors.Count > 0)
        {
            return;
        }

        await _rest.WaitAsync(left, cancellation).ConfigureAwait(false);
    }

    private async Task ReportAsync(CancellationToken cancellation)
    {
        if (identity() is not { } self)
        {
            return;
        }

        TakeFromEngine(self);
        TimeSpan now = calls.Now;
        bool answers = await DrainAsync(_ended, (e, limit) => store.ReportEndedAsync(run, e.Task, e.InputOver, limit), cancellation)
            .ConfigureAwait(false)
            && await DrainAsync(_errors, (e, limit) => store.ReportErrorAsync(run, e, limit), cancellation).ConfigureAwait(false);
        if (answers && now >= _metricsAt && hasJoined())
        {
            WorkerMetrics metrics = engine.Snapshot();
            metrics = metrics with { Worker = self.Id, RefusedWrites = metrics.RefusedWrites + calls.Refused };
            answers = await calls.TryAsync(limit => store.ReportMetricsAsync(run, metrics, limit), cancellation).ConfigureAwait(false);
            _metricsAt = now + StorePace.OfCounters(Workers());
        }

        if (answers && now - _linksAt >= options.LeaseTime)
        {
            _linksAt = now;
            foreach (string peer in engine.SilentPeers.Take(WorkerReport.MostSilent))
            {
                var report = new LinkReport(self.Id, peer);
                await calls.TryAsync(limit => store.ReportLinkAsync(run, report, limit), cancellation).ConfigureAwait(false);
            }
        }
    }

    private void TakeFromEngine(WorkerInfo self)
    {
        foreach ((TaskId, bool) ended in engine.TakeEnded())
        {
            _ended.Enqueue(ended);
        }

        foreach (ErrorReport error in engine.TakeErrors())
        {
            if (_errors.Count < MostErrors)
            {
                _errors.Enqueue(error);
            }
            else
            {
                _unreported++;
            }
        }

        if (_unreported > 0 && _errors.Count < MostErrors)
        {
            _errors.Enqueue(new ErrorReport(
                time.GetUtcNow(), self.Name, "coordination", $"{_unreported} errors were not reported: the store did not take them in time"));
            _unreported = 0;
        }
    }

    /// <returns>Whether the store has taken all of them.</returns>
    private async Task<bool> DrainAsync<T>(Queue<T> queue, Func<T, CancellationToken, Task> report, CancellationToken cancellation)
    {
        while (queue.TryPeek(out T? next))
        {
            if (!await calls.TryAsync(limit => TellAsync(next, report, limit), cancellation).ConfigureAwait(false))
            {
                return false;
            }

            queue.Dequeue();
        }

        return true;
    }

    /// <summary>What the store can never take must not keep what stands behind it.</summary>
    private async Task TellAsync<T>(T next, Func<T, CancellationToken, Task> report, CancellationToken cancellation)
    {
        try
        {
            await report(next, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not CoordinationException and not OperationCanceledException)
        {
            LogUnreportable(logger, exception, $"{next}");
        }
    }

    [LoggerMessage(47, LogLevel.Error, "The store can not be told, and is not: {Report}")]
    private static partial void LogUnreportable(ILogger logger, Exception exception, string report);
}
