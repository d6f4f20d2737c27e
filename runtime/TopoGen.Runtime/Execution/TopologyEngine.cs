using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>
/// Runs one topology in this process, once: <see cref="RunAsync"/>. <see cref="Snapshot"/> may be called from any thread at any
/// time.
/// </summary>
public sealed partial class TopologyEngine : IDisposable
{
    private readonly EngineMeter _meter;
    private readonly CheckpointOptions? _checkpoints;
    private readonly ILogger _logger;
    private ITimer? _drainLimit;
    private int _started;
    private int _unfinished;
    private volatile bool _sawStop;
    private volatile bool _timedOut;
    private volatile EpochCoordinator? _coordinator;
    private volatile bool _drainAsked;

    /// <param name="plan">What to run.</param>
    /// <param name="services">Where the components' constructors take their arguments from.</param>
    /// <param name="loggers">Where failures of components are reported.</param>
    /// <param name="time">The topology's clock; ticks and drain limits follow it.</param>
    /// <param name="meters">The scope of the meter <c>TopoGen</c>, which the engine makes and disposes of.</param>
    /// <param name="checkpoints">Where its state is kept; needed where the topology promises more than <see cref="Delivery.AtMostOnce"/>.</param>
    /// <exception cref="ArgumentException">The topology keeps its state, and there is nowhere to keep it.</exception>
    public TopologyEngine(
        TopologyPlan plan,
        IServiceProvider services,
        ILoggerFactory loggers,
        TimeProvider time,
        IMeterFactory? meters = null,
        CheckpointOptions? checkpoints = null)
        : this(plan, services, loggers, time, meters, checkpoints, SystemThreads.Instance)
    {
    }

    /// <param name="plan">What to run.</param>
    /// <param name="services">Where the components' constructors take their arguments from.</param>
    /// <param name="loggers">Where failures of components are reported.</param>
    /// <param name="time">The topology's clock.</param>
    /// <param name="meters">The scope of the meter <c>TopoGen</c>.</param>
    /// <param name="checkpoints">Where its state is kept.</param>
    /// <param name="threads">Where it runs.</param>
    /// <param name="tap">See <see cref="TaskHost.Tap"/>.</param>
    internal TopologyEngine(
        TopologyPlan plan,
        IServiceProvider services,
        ILoggerFactory loggers,
        TimeProvider time,
        IMeterFactory? meters,
        CheckpointOptions? checkpoints,
        EngineThreads threads,
        Func<TaskCell, int, OutputPort, OutputPort>? tap = null)
    {
        if (plan.Definition.KeepsEpochs && checkpoints is null)
        {
            throw new ArgumentException($"Topology '{plan.Definition.Name}' keeps its state, and was given no store.", nameof(checkpoints));
        }

        Plan = plan;
        _checkpoints = plan.Definition.KeepsEpochs ? checkpoints : null;
        _logger = loggers.CreateLogger("TopoGen." + plan.Definition.Name);
        Host = new TaskHost(
            plan.Definition,
            plan.Options,
            services,
            _logger,
            time,
            plan.Executors,
            plan.Placed,
            checkpoints: _checkpoints?.Store,
            threads: threads)
        {
            Finished = TaskFinished,
            Tap = tap,
        };
        _unfinished = plan.Components.Sum(c => c.Parallelism);
        _meter = new EngineMeter(plan.Definition.Name, Snapshot, meters, _checkpoints is null ? null : () => Epoch);
    }

    public TopologyPlan Plan { get; }

    /// <summary>After <see cref="TopologyOutcome.DrainTimedOut"/>: how many tuples were left in rings and asynchronous calls.</summary>
    public long Abandoned { get; private set; }

    /// <summary>The number of the epoch from which the run went on; null where it began anew, and before it has begun.</summary>
    public long? ResumedFrom { get; private set; }

    /// <summary>The number of the last committed epoch; 0 before the first. Any thread.</summary>
    public long Epoch => _coordinator?.Committed?.Number ?? ResumedFrom ?? 0;

    internal TaskHost Host { get; }

    /// <summary>Runs the topology to the end of its input, or until it is told to stop.</summary>
    /// <param name="drain">Tells it to stop: spouts are asked no more, and what they have read is finished within the drain limit.</param>
    /// <exception cref="TopologyInputException">A component cannot use what it was given.</exception>
    /// <exception cref="TopologyFailedException">A component could not be built, opened, ended or closed.</exception>
    /// <exception cref="InvalidOperationException">The engine has run already.</exception>
    public async Task<TopologyOutcome> RunAsync(CancellationToken drain)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            throw new InvalidOperationException("An engine runs its topology once; make another engine to run it again.");
        }

        // Before the start: what is told to stop while it opens must not ask its spouts.
        await using (drain.Register(BeginDrain))
        {
            Task applied = _checkpoints is null ? Host.Graph.ApplyAsync(Plan.Placed, static cell => PrepareAsync(cell, null, acceptLoss: false)) : ResumeAsync(_checkpoints);

            // A component that does not return from its Open hook is left behind, like one that does not return from another.
            await (await Task.WhenAny(applied, Host.Ended).ConfigureAwait(false)).ConfigureAwait(false);
            await Host.Ended.ConfigureAwait(false);
        }

        if (Host.Failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        if (_timedOut)
        {
            Abandoned = Host.Graph.Pending;
            return TopologyOutcome.DrainTimedOut;
        }

        return _sawStop ? TopologyOutcome.Drained : TopologyOutcome.Completed;
    }

    /// <summary>The counters of every component, in topological order. They are read without locks and may lag a little.</summary>
    public ImmutableArray<ComponentSnapshot> Snapshot() => Host.Graph.Snapshot();

    /// <summary>Frees timers and instruments. The run must have ended.</summary>
    public void Dispose()
    {
        _meter.Dispose();
        _drainLimit?.Dispose();
        Host.Dispose();
    }

    private void TaskFinished(TaskCell cell, ControlSignal signal)
    {
        if (signal == ControlSignal.Stop)
        {
            _sawStop = true;
        }

        if (Interlocked.Decrement(ref _unfinished) > 0)
        {
            return;
        }

        if (_coordinator is { } coordinator && !Host.IsStopping)
        {
            // One more epoch, so that what was done last takes effect.
            Host.Threads.Queue(coordinator.End);
        }
        else
        {
            Host.Done();
        }
    }

    /// <summary>Lets the tasks begin where the last committed epoch left them, and runs epochs from there.</summary>
    private async Task ResumeAsync(CheckpointOptions options)
    {
        CheckpointOpening opening;
        try
        {
            opening = await CheckpointOpening.OpenAsync(options, Host.Stopping).ConfigureAwait(false);
            opening.From?.Check(Plan.Definition, Plan.Components.Select(c => (c.Definition.Name, c.Parallelism)), Plan.Definition.Layouts);
            ResumedFrom = opening.From?.Manifest.Id.Number;
            options.Opened?.Invoke(ResumedFrom);
            if (opening.From is { } from)
            {
                await ReleaseAsync(options.Store, from.Manifest.Id, opening.Damage).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            Host.Abort(exception);
            throw;
        }

        Coordinate(
            options.Store,
            new EpochLine(
                opening.Lineage,
                opening.Token,
                opening.From?.Manifest.Id,
                [.. Plan.Components.SelectMany(c => Enumerable.Range(0, c.Parallelism).Select(i => (c.Definition.Name, i)))],
                Plan.Definition.Layouts));
        await Host.Graph.ApplyAsync(Plan.Placed, cell => PrepareAsync(cell, opening.From, options.AcceptLoss)).ConfigureAwait(false);
        _ = Host.Threads.Run(() => RunEpochsAsync(options.Store, opening.Token));
    }

    /// <summary>Whether the effects of the epoch that the tasks begin from were released, nobody knows: they are from now on.</summary>
    private async Task ReleaseAsync(ICheckpointStore store, EpochId epoch, string? damage)
    {
        LogResumed(_logger, epoch.Number);
        if (damage is not null)
        {
            LogDamage(_logger, epoch.Number, damage);
        }

        if (Plan.Definition.HasEffects && !await store.ReleaseAsync(epoch, Host.Stopping).ConfigureAwait(false))
        {
            throw Failed(new EpochLostException(epoch, FlipOutcome.Stale));
        }
    }

    /// <summary>Makes the coordinator. In a method of its own: what it holds on to must not keep alive what tasks are restored from.</summary>
    private void Coordinate(ICheckpointStore store, EpochLine line)
    {
        Host.Epochs!.Line = (line.Lineage, line.Token);
        _coordinator = new EpochCoordinator(
            store, Host.Epochs, line, () => line.Token, Plan.Definition, Plan.Options.EpochInterval, Host.Time, _logger)
        {
            EpochCommitted = _meter.EpochCommitted,
        };
        if (_drainAsked)
        {
            _coordinator.End();
        }
    }

    private static async Task PrepareAsync(TaskCell cell, RestorePoint? from, bool acceptLoss)
    {
        from?.Load(cell);
        if (cell.Sink is { } sink)
        {
            try
            {
                await sink.OpenAsync(from?.Manifest, acceptLoss, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is EpochLostException or SinkReplacedException)
            {
                throw Failed(exception);
            }
        }
    }

    private async Task RunEpochsAsync(ICheckpointStore store, FencingToken token)
    {
        try
        {
            if (!await _coordinator!.RunAsync(Host.Stopping).ConfigureAwait(false))
            {
                Host.Drain();
                return;
            }

            // All input is over, and everything is applied: the next run begins anew.
            await store.ClearAsync(token, Host.Stopping).ConfigureAwait(false);
            Host.Done();
        }
        catch (Exception exception) when (exception is EpochLostException or SinkReplacedException)
        {
            Host.Abort(Failed(exception));
        }
        catch (Exception exception) when (exception is not OperationCanceledException || Host.IsRunning)
        {
            Host.Abort(exception);
        }
        catch (OperationCanceledException)
        {
            // Broken off.
        }
    }

    private static TopologyFailedException Failed(Exception lost) => new(lost.Message, lost);

    private void BeginDrain()
    {
        _drainLimit = Host.Time.CreateTimer(
            static state => ((TopologyEngine)state!).DrainTimedOut(), this, Plan.Options.DrainTimeout, Timeout.InfiniteTimeSpan);
        if (_checkpoints is null)
        {
            Host.Drain();
            return;
        }

        // An epoch first, so that what was read before it need not be read again. Its end drains.
        _drainAsked = true;
        Host.SetActive(false);
        if (_coordinator is { } coordinator)
        {
            Host.Threads.Queue(coordinator.End);
        }
    }

    private void DrainTimedOut()
    {
        // Also where all tasks have ended and one does not return from its close hook.
        if (!Host.Ended.IsCompleted)
        {
            _timedOut = true;
            Host.Abort(null);
        }
    }

    [LoggerMessage(43, LogLevel.Information, "Resumed from epoch {Epoch}")]
    private static partial void LogResumed(ILogger logger, long epoch);

    [LoggerMessage(44, LogLevel.Error, "A newer epoch than {Epoch} cannot be read, and is done again: {Damage}")]
    private static partial void LogDamage(ILogger logger, long epoch, string damage);
}
