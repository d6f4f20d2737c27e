using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>
/// The life of the tasks of one process: executors that run them, what they are to do, how it ends. Which tasks there are, and what they
/// are linked to, is the <see cref="Graph"/>'s.
/// </summary>
internal sealed partial class TaskHost : IDisposable
{
    /// <summary>How long user code may take to return after a run was broken off; then its thread is left behind.</summary>
    public static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private const int MostReports = 100;

    private readonly ImmutableArray<Executor> _executors;
    private readonly ConcurrentQueue<(string Source, string Message)> _reports = new();

    // Not disposed of: they hold no timer, and the thread that breaks a run off may cancel them after the run has ended.
    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Completion<bool> _ended;
    private readonly Completion<Exception> _failed;
    private Exception? _failure;
    private ITimer? _closeLimit;
    private int _openExecutors;
    private int _aborted;
    private volatile bool _isDone;
    private volatile bool _isStopping;
    private volatile bool _isActive = true;
    private volatile bool _isSuspended;
    private volatile bool _isChanging;
    private int _pauses;

    /// <param name="definition">The topology.</param>
    /// <param name="options">Its options, validated.</param>
    /// <param name="services">Where the components' constructors take their arguments from.</param>
    /// <param name="logger">Where failures of components are reported.</param>
    /// <param name="time">The topology's clock.</param>
    /// <param name="executors">How many executors there may be; one without tasks has no thread.</param>
    /// <param name="plan">What counters are shown of before the first plan is applied.</param>
    /// <param name="network">The links to other workers; null where there is only this process.</param>
    /// <param name="checkpoints">Where epochs are kept; null where the topology has none.</param>
    /// <param name="threads">Where it runs; null for threads of the system.</param>
    public TaskHost(
        TopologyDefinition definition,
        EngineOptions options,
        IServiceProvider services,
        ILogger logger,
        TimeProvider time,
        int executors,
        HostPlan plan,
        ILinkNetwork? network = null,
        ICheckpointStore? checkpoints = null,
        EngineThreads? threads = null)
    {
        Threads = threads ?? SystemThreads.Instance;
        _ended = new Completion<bool>(Threads);
        _failed = new Completion<Exception>(Threads);
        Definition = definition;
        Options = options;
        Logger = logger;
        Time = time;
        Network = network;
        Draining = _draining.Token;
        Stopping = _stopping.Token;
        Tuning = Tuning.Of(options, executors, Environment.ProcessorCount);
        Turns = TurnLimits.Of(Tuning, Threads.Clock);
        _executors = [.. Enumerable.Range(0, executors).Select(i => new Executor(this, i, executors == 1))];
        Clock = new PeriodClock(time, IsTracking ? options.MessageTimeout : TimeSpan.Zero);
        Epochs = checkpoints is null ? null : new EpochAgent(this, checkpoints);
        Graph = new TaskGraph(this, services, _executors, plan);
    }

    public TopologyDefinition Definition { get; }

    public EngineOptions Options { get; }

    /// <summary>Within which bounds it adapts.</summary>
    public Tuning Tuning { get; }

    /// <summary>How long turns may be.</summary>
    public TurnLimits Turns { get; }

    public ILogger Logger { get; }

    public TimeProvider Time { get; }

    public EngineThreads Threads { get; }

    public ILinkNetwork? Network { get; }

    public TaskGraph Graph { get; }

    /// <summary>The tasks' part in epochs; null where the topology has none.</summary>
    public EpochAgent? Epochs { get; }

    /// <summary>Tells trees that make progress from others.</summary>
    public PeriodClock Clock { get; }

    /// <summary>Whether messages are tracked to the end of their trees.</summary>
    public bool IsTracking => Definition.Delivery == Delivery.AtLeastOnce;

    /// <summary>Whether calls of user code that throw leave no trace.</summary>
    public bool IsJournaling => Definition.Delivery != Delivery.AtMostOnce;

    /// <summary>Gives random numbers that nobody else is given, in this process or another; a simulation may give its own.</summary>
    public Func<ulong> Seeds { get; init; } = static () => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>How often spouts were told to wait, or executors were held. Any thread.</summary>
    public int Pauses => Volatile.Read(ref _pauses);

    /// <summary>Whether channels can change while tasks run.</summary>
    public bool IsDynamic => Network is not null;

    /// <summary>Cancelled when spouts are to stop, and when the run is broken off.</summary>
    public CancellationToken Draining { get; }

    /// <summary>Cancelled when the run is broken off.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Whether spouts are to stop, and what was read is to be finished.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>Whether everything is to stop at once.</summary>
    public bool IsAborted => Volatile.Read(ref _aborted) != 0;

    public bool IsRunning => !_isDone && !IsAborted;

    /// <summary>Whether spouts are asked and ticks fire.</summary>
    public bool IsActive => _isActive;

    /// <summary>Whether executors wait for commands and run no task.</summary>
    public bool IsHeld => _isSuspended || _isChanging;

    public bool IsSuspended => _isSuspended;

    /// <summary>Completes when all executors have closed their tasks.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Completes with the first reason for which the run was broken off.</summary>
    public Task<Exception> Failed => _failed.Task;

    /// <summary>That reason, known before anybody is told. Any thread.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>Called when a task has come to its end, on its executor's thread.</summary>
    public Action<TaskCell, ControlSignal>? Finished { get; set; }

    /// <summary>The name that trees have for the ledger of a spout's task.</summary>
    public LedgerId LedgerOf(TaskId spout)
        => LedgerId.Of(Definition.Components.IndexOf(Definition.Components.First(c => c.Name == spout.Component)), spout.Index, spout.Incarnation);

    /// <summary>Puts something in front of each port that a component is given: the task, the output's index, the port. For tests that listen.</summary>
    public Func<TaskCell, int, OutputPort, OutputPort>? Tap { get; init; }

    /// <summary>How long somebody looks on; where executors are stepped, nobody does.</summary>
    public AdaptiveSpin CreateSpin()
        => new(Threads.AreStepped ? 0 : (long)(Tuning.SpinTime.TotalSeconds * Threads.Clock.TimestampFrequency), Tuning.AlwaysSpins);

    /// <summary>How long a spout is left alone.</summary>
    public IdleWait CreateIdleWait() => new(Threads.Clock, CreateSpin(), Tuning.MaxIdleWait);

    /// <summary>Asks spouts and ticks, or lets them wait.</summary>
    public void SetActive(bool isActive)
    {
        if (!isActive)
        {
            Interlocked.Increment(ref _pauses);
        }

        _isActive = isActive;
        WakeAll();
    }

    /// <summary>Lets executors run no task until <see cref="Release"/>, because tasks are about to be removed.</summary>
    public void Hold()
    {
        Interlocked.Increment(ref _pauses);
        _isChanging = true;
    }

    public void Release()
    {
        _isChanging = false;
        WakeAll();
    }

    public void Suspend()
    {
        Interlocked.Increment(ref _pauses);
        _isSuspended = true;
    }

    public void Resume()
    {
        _isSuspended = false;
        WakeAll();
    }

    /// <summary>Stops the spouts for good; what was read is finished.</summary>
    public void Drain()
    {
        _isStopping = true;
        WakeAll();
        Cancel(_draining);
    }

    /// <summary>All tasks have ended: the executors close them and end.</summary>
    public void Done()
    {
        _isDone = true;
        WakeAll();
        if (Volatile.Read(ref _openExecutors) == 0)
        {
            _ended.TrySetResult(true);
        }
    }

    /// <summary>Breaks the run off; the first reason counts.</summary>
    public void Abort(Exception? failure)
    {
        if (failure is not null)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
            _failed.TrySetResult(failure);
        }

        if (Interlocked.Exchange(ref _aborted, 1) != 0)
        {
            return;
        }

        WakeAll();
        if (Volatile.Read(ref _openExecutors) == 0)
        {
            _ended.TrySetResult(true);
        }

        _closeLimit = Time.CreateTimer(static state => ((TaskHost)state!).GiveUp(), this, CloseTimeout, Timeout.InfiniteTimeSpan);
        Cancel(_draining);
        Cancel(_stopping);
    }

    /// <summary>Keeps an error for operators, if there is room.</summary>
    public void Report(string source, string message)
    {
        if (IsDynamic && _reports.Count < MostReports)
        {
            _reports.Enqueue((source, message));
        }
    }

    public bool TryTakeReport(out (string Source, string Message) report) => _reports.TryDequeue(out report);

    /// <summary>Frees timers. The run must have ended.</summary>
    public void Dispose()
    {
        _closeLimit?.Dispose();
        Clock.Dispose();
        foreach (Executor executor in _executors)
        {
            executor.Dispose();
        }
    }

    /// <summary>An executor gets its first task, and its thread.</summary>
    public void Start(Executor executor)
    {
        Interlocked.Increment(ref _openExecutors);
        executor.Start();
    }

    /// <summary>Closes the tasks of one executor; the last one ends the run.</summary>
    public void CloseTasks(Executor executor)
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
            _ended.TrySetResult(true);
        }
    }

    public void TaskFinished(TaskCell cell, ControlSignal signal) => Finished?.Invoke(cell, signal);

    private void WakeAll()
    {
        foreach (Executor executor in _executors)
        {
            executor.Wake();
        }
    }

    /// <summary>Tells user code, whose callbacks may throw: that must not harm the thread that stops the topology.</summary>
    private void Cancel(CancellationTokenSource source)
    {
        try
        {
            Threads.Cancel(source);
        }
        catch (AggregateException exception)
        {
            LogCallbackFailed(Logger, Definition.Name, exception);
        }
    }

    /// <summary>A task's user code does not return: its thread is left behind, so that the run can end.</summary>
    private void GiveUp()
    {
        if (!_ended.Task.IsCompleted)
        {
            LogLeftBehind(Logger, CloseTimeout.TotalSeconds, Definition.Name);
            _ended.TrySetResult(true);
        }
    }

    [LoggerMessage(4, LogLevel.Error, "A callback on a cancellation token failed while topology {Topology} was stopped")]
    private static partial void LogCallbackFailed(ILogger logger, string topology, Exception exception);

    [LoggerMessage(
        3, LogLevel.Error, "A component did not return within {Seconds} s after topology {Topology} was broken off; its thread is left behind")]
    private static partial void LogLeftBehind(ILogger logger, double seconds, string topology);
}
