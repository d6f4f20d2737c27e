using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Supervision;

/// <summary>
/// Keeps the worker processes of one machine running, tells the store about those that died, and watches the run to its end. It
/// decides nothing about tasks: whoever leads does that, with or without it.
/// </summary>
internal sealed class Supervisor : IDisposable
{
    /// <summary>How long the store may take for last words.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ICoordinationStore _store;
    private readonly RunRecord _run;
    private readonly SupervisorOptions _options;
    private readonly IChildLauncher _launcher;
    private readonly HostConsole _console;
    private readonly TimeProvider _time;
    private readonly ChildOutput _output;
    private readonly StatusFeed _feed;
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenSource _atOnce = new();
    private readonly TaskCompletionSource _stopAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource _poked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _refusedBy;

    /// <param name="store">Of the topology. The caller disposes of it.</param>
    /// <param name="run">The run.</param>
    /// <param name="options">What to keep running.</param>
    /// <param name="launcher">Starts children.</param>
    /// <param name="console">Gets what they write.</param>
    /// <param name="time">The clock of waits.</param>
    public Supervisor(
        ICoordinationStore store, RunRecord run, SupervisorOptions options, IChildLauncher launcher, HostConsole console, TimeProvider time)
    {
        _store = store;
        _run = run;
        _options = options;
        _launcher = launcher;
        _console = console;
        _time = time;
        _output = new ChildOutput(console);
        _feed = new StatusFeed(store, console.Say);
    }

    /// <summary>The last that the store said, or null. Any thread.</summary>
    public ClusterStatus? Latest => _feed.Latest;

    /// <summary>Asks whoever leads to stop the topology; once. Any thread, at any time.</summary>
    public void Stop() => _stopAsked.TrySetResult();

    /// <summary>Kills the children and ends the run. Any thread, at any time.</summary>
    public void StopAtOnce()
    {
        _atOnce.Cancel();
        Poke();
    }

    /// <summary>Runs to the end of the run. Once.</summary>
    public async Task<SupervisedEnd> RunAsync()
    {
        Task[] keepers =
        [
            .. Enumerable.Range(0, _options.Workers).Select(i => Task.Run(() =>
                new ChildKeeper(_options.ChildOf(i), _launcher, _output, _time, _console.Say).KeepAsync(
                    (process, code) => GoneAsync(_options.ChildOf(i).HandOver.Name, process, code), _over.Token, _atOnce.Token))),
        ];
        Task stopping = StopWhenAskedAsync();
        try
        {
            SupervisedEnd end = await WatchAsync(keepers).ConfigureAwait(false);
            if (end.Phase == RunPhase.Running || _atOnce.IsCancellationRequested)
            {
                await _atOnce.CancelAsync().ConfigureAwait(false);
            }

            await _over.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(keepers).ConfigureAwait(false);

            // The children's last reports came with their ends.
            return end with { Status = await _feed.ReadAsync(CancellationToken.None).ConfigureAwait(false) ?? _feed.Latest };
        }
        finally
        {
            // Whatever went wrong, no child is left behind.
            await _atOnce.CancelAsync().ConfigureAwait(false);
            await _over.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll([.. keepers, stopping]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        _over.Dispose();
        _atOnce.Dispose();
    }

    private async Task<SupervisedEnd> WatchAsync(Task[] keepers)
    {
        long? asked = null;
        while (true)
        {
            TaskCompletionSource poked = _poked;
            ClusterStatus? status = await _feed.ReadAsync(_atOnce.Token).ConfigureAwait(false);
            asked ??= _stopAsked.Task.IsCompleted ? _time.GetTimestamp() : null;
            if (await EndAsync(status, asked).ConfigureAwait(false) is { } end)
            {
                return end;
            }

            await Task.WhenAny(
                [
                    poked.Task,
                    Task.Delay(_options.Interval, _time, _over.Token),
                    _output.Broken,
                    .. _options.Server is { } server ? [server.Ended] : Array.Empty<Task>(),
                    .. keepers.Where(k => !k.IsCompleted),
                ]).ConfigureAwait(false);
            if (keepers.FirstOrDefault(k => k.IsFaulted) is { } broken)
            {
                await broken.ConfigureAwait(false);
            }
        }
    }

    /// <returns>The end, where this is it.</returns>
    private async Task<SupervisedEnd?> EndAsync(ClusterStatus? status, long? asked)
    {
        if (status?.Facts.Run is { } current && (current.Id != _run.Id || current.Phase != RunPhase.Running))
        {
            return current.Id == _run.Id
                ? new SupervisedEnd(current.Phase, current.Reason, status)
                : new SupervisedEnd(RunPhase.Failed, $"the run was given up for a new one of {current.Owner}", status);
        }

        if (_atOnce.IsCancellationRequested)
        {
            return await FinishAsync(RunPhase.DrainTimedOut, "told to stop at once, work was left,").ConfigureAwait(false);
        }

        if (_refusedBy is { } child)
        {
            return await FinishAsync(RunPhase.Refused, $"{child} cannot use what it was given, as its message says").ConfigureAwait(false);
        }

        if (_output.Broken.IsCompleted)
        {
            string why = OneLine.Of((await _output.Broken.ConfigureAwait(false)).Message);
            return await FinishAsync(RunPhase.Failed, $"cannot write to standard output: {why}").ConfigureAwait(false);
        }

        if (_options.Server is { Ended.IsCompleted: true } server)
        {
            string how = await server.Ended.ConfigureAwait(false);
            return new SupervisedEnd(RunPhase.Running, $"{how.TrimEnd('.')}; once it can, the same command goes on with the run", null);
        }

        // The leader counts the time; this is for the case that nobody leads any more.
        TimeSpan limit = _options.DrainTimeout + TimeSpan.FromSeconds(5) + (2 * _options.LeaseTime);
        return asked is { } since && _time.GetElapsedTime(since) > limit
            ? await FinishAsync(RunPhase.DrainTimedOut, "no worker ended the run").ConfigureAwait(false)
            : null;
    }

    /// <summary>Ends the run itself. Where the store does not take that, the next start finds a crashed run that was told to stop.</summary>
    private async Task<SupervisedEnd> FinishAsync(RunPhase phase, string reason)
    {
        if (phase == RunPhase.DrainTimedOut)
        {
            await _atOnce.CancelAsync().ConfigureAwait(false);
        }

        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _store.FinishAsync(_run.Id, null, null, phase, reason, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is CoordinationException or OperationCanceledException)
        {
            _console.Say($"warning: the store could not be told that the run is over: {OneLine.Of(e.Message)}");
        }

        return new SupervisedEnd(phase, reason, null);
    }

    private async Task StopWhenAskedAsync()
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = _over.Token.Register(() => over.TrySetResult());
        await Task.WhenAny(_stopAsked.Task, over.Task).ConfigureAwait(false);
        Poke();
        while (!_over.IsCancellationRequested)
        {
            try
            {
                await DesiredChange.ApplyAsync(
                    _store,
                    _run.Id,
                    wanted => wanted.Killed ? wanted : wanted with { Killed = true, KillWait = (long)_options.DrainTimeout.TotalMilliseconds },
                    _over.Token).ConfigureAwait(false);
                return;
            }
            catch (CoordinationException)
            {
                // The feed says that the store does not answer; it may again before the time to drain is over.
                await Task.Delay(_options.Interval, _time, _over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>The store learns of it at once, rather than after a lease time.</summary>
    /// <returns>Whether to start the child again.</returns>
    private async Task<bool> GoneAsync(string child, int process, int code)
    {
        if (code == ExitCode.UserMistake)
        {
            _refusedBy = child;
            Poke();
            return false;
        }

        using var patience = new CancellationTokenSource(Patience);
        try
        {
            ClusterFacts facts = await _store.ReadFactsAsync(patience.Token).ConfigureAwait(false);
            if (facts.Run?.Id != _run.Id || facts.Run.Phase != RunPhase.Running)
            {
                Poke();
                return false;
            }

            foreach (WorkerLease lease in facts.Leases.Where(l => l.Worker.Supervisor == _options.Id && l.Worker.ProcessId == process))
            {
                await _store.EvictAsync(_run.Id, lease.Worker.Id, null, null, patience.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is CoordinationException or OperationCanceledException)
        {
            _console.Say($"warning: the store could not be told that {child} is gone, so the others notice after {Duration.Text(_options.LeaseTime)}: {OneLine.Of(e.Message)}");
        }

        return true;
    }

    private void Poke()
    {
        TaskCompletionSource before = _poked;
        _poked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        before.TrySetResult();
    }
}
