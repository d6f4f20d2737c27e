using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>
/// Runs one topology in this process, once: <see cref="RunAsync"/>. <see cref="Snapshot"/> may be called from any thread at any
/// time.
/// </summary>
public sealed class TopologyEngine : IDisposable
{
    /// <summary>How long user code may take to return after a run was broken off; then its thread is left behind.</summary>
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly IServiceProvider _services;
    private readonly EngineMeter _meter;

    // Not disposed of: they hold no timer, and the thread that breaks a run off may cancel them after the run has ended.
    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CountdownEvent _opening;
    private EngineGraph _graph = EngineGraph.Empty;
    private ITimer? _drainLimit;
    private ITimer? _closeLimit;
    private Exception? _failure;
    private int _started;
    private int _unfinished;
    private int _openExecutors;
    private int _aborted;
    private volatile bool _isStopping;
    private volatile bool _sawStop;
    private volatile bool _timedOut;

    /// <param name="plan">What to run.</param>
    /// <param name="services">Where the components' constructors take their arguments from.</param>
    /// <param name="loggers">Where failures of components are reported.</param>
    /// <param name="time">The topology's clock; ticks and drain limits follow it.</param>
    /// <param name="meters">The scope of the meter <c>TopoGen</c>, which the engine makes and disposes of.</param>
    public TopologyEngine(
        TopologyPlan plan, IServiceProvider services, ILoggerFactory loggers, TimeProvider time, IMeterFactory? meters = null)
    {
        Plan = plan;
        Time = time;
        Logger = loggers.CreateLogger("TopoGen." + plan.Definition.Name);
        Draining = _draining.Token;
        Stopping = _stopping.Token;
        _services = services;
        _opening = new CountdownEvent(plan.Executors);
        _meter = new EngineMeter(this, meters);
    }

    public TopologyPlan Plan { get; }

    /// <summary>After <see cref="TopologyOutcome.DrainTimedOut"/>: how many tuples were left in rings and asynchronous calls.</summary>
    public long Abandoned { get; private set; }

    internal TimeProvider Time { get; }

    internal ILogger Logger { get; }

    internal EngineOptions Options => Plan.Options;

    /// <summary>Cancelled when spouts are to stop, and when the run is broken off.</summary>
    internal CancellationToken Draining { get; }

    /// <summary>Cancelled when the run is broken off.</summary>
    internal CancellationToken Stopping { get; }

    /// <summary>Whether spouts are to stop, and what was read is to be finished.</summary>
    internal bool IsStopping => _isStopping;

    /// <summary>Whether everything is to stop at once.</summary>
    internal bool IsAborted => Volatile.Read(ref _aborted) != 0;

    internal bool IsRunning => !IsAborted && Volatile.Read(ref _unfinished) > 0;

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

        EngineGraph graph = EngineGraph.Build(this, _services);
        _unfinished = graph.Cells.Length;
        _openExecutors = graph.Executors.Length;
        Volatile.Write(ref _graph, graph);
        foreach (Executor executor in graph.Executors)
        {
            executor.Start();
        }

        await using (drain.Register(BeginDrain))
        {
            await _ended.Task.ConfigureAwait(false);
        }

        if (_failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        if (_timedOut)
        {
            Abandoned = graph.Pending;
            return TopologyOutcome.DrainTimedOut;
        }

        return _sawStop ? TopologyOutcome.Drained : TopologyOutcome.Completed;
    }

    /// <summary>The counters of every component, in topological order. They are read without locks and may lag a little.</summary>
    public ImmutableArray<ComponentSnapshot> Snapshot() => Volatile.Read(ref _graph).Snapshot(Plan, Time);

    /// <summary>Frees timers and instruments. The run must have ended.</summary>
    public void Dispose()
    {
        _meter.Dispose();
        _drainLimit?.Dispose();
        _closeLimit?.Dispose();
        _graph.Dispose();
        _opening.Dispose();
    }

    /// <summary>Opens the tasks of one executor and waits until those of all are open: no tuple flows before.</summary>
    /// <returns>Whether the run goes on.</returns>
    internal bool OpenTasks(Executor executor)
    {
        // Sinks first: what cannot be written should stop the run before anything is read.
        foreach (TaskCell cell in Enumerable.Reverse(executor.Cells))
        {
            if (IsAborted)
            {
                break;
            }

            try
            {
                cell.IsOpened = true;
                cell.Task.Open(cell);
            }
            catch (Exception exception)
            {
                Abort(cell.Failure("Open", exception));
            }
        }

        _opening.Signal();
        try
        {
            _opening.Wait(Stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        if (IsAborted)
        {
            return false;
        }

        executor.StartTicks();
        return true;
    }

    /// <summary>Closes the tasks of one executor; the last one ends the run.</summary>
    internal void CloseTasks(Executor executor)
    {
        foreach (TaskCell cell in executor.Cells)
        {
            try
            {
                cell.Close();
            }
            catch (Exception exception)
            {
                Abort(cell.Failure("Close", exception));
            }
        }

        if (Interlocked.Decrement(ref _openExecutors) == 0)
        {
            _ended.TrySetResult();
        }
    }

    internal void TaskFinished(ControlSignal signal)
    {
        if (signal == ControlSignal.Stop)
        {
            _sawStop = true;
        }

        if (Interlocked.Decrement(ref _unfinished) == 0)
        {
            _graph.WakeAll();
        }
    }

    /// <summary>Breaks the run off; the first reason counts.</summary>
    internal void Abort(Exception? failure)
    {
        if (failure is not null)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
        }

        if (Interlocked.Exchange(ref _aborted, 1) != 0)
        {
            return;
        }

        _graph.WakeAll();
        _closeLimit = Time.CreateTimer(static state => ((TopologyEngine)state!).GiveUp(), this, CloseTimeout, Timeout.InfiniteTimeSpan);
        Cancel(_draining);
        Cancel(_stopping);
    }

    private void BeginDrain()
    {
        _isStopping = true;
        _drainLimit = Time.CreateTimer(
            static state => ((TopologyEngine)state!).DrainTimedOut(), this, Options.DrainTimeout, Timeout.InfiniteTimeSpan);
        _graph.WakeAll();
        Cancel(_draining);
    }

    /// <summary>Tells user code, whose callbacks may throw: that must not harm the thread that stops the topology.</summary>
    private void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (AggregateException exception)
        {
            LogCallbackFailed(Logger, Plan.Definition.Name, exception);
        }
    }

    private void DrainTimedOut()
    {
        // Also where all tasks have ended and one does not return from its close hook.
        if (!_ended.Task.IsCompleted)
        {
            _timedOut = true;
            Abort(null);
        }
    }

    /// <summary>A task's user code does not return: its thread is left behind, so that the run can end.</summary>
    private void GiveUp()
    {
        if (!_ended.Task.IsCompleted)
        {
            LogLeftBehind(Logger, CloseTimeout.TotalSeconds, Plan.Definition.Name, null);
            _ended.TrySetResult();
        }
    }

    private static readonly Action<ILogger, string, Exception?> LogCallbackFailed =
        LoggerMessage.Define<string>(
            LogLevel.Error,
            new EventId(4, "CallbackFailed"),
            "A callback on a cancellation token failed while topology {Topology} was stopped");

    private static readonly Action<ILogger, double, string, Exception?> LogLeftBehind =
        LoggerMessage.Define<double, string>(
            LogLevel.Error,
            new EventId(3, "LeftBehind"),
            "A component did not return within {Seconds} s after topology {Topology} was broken off; its thread is left behind");
}
