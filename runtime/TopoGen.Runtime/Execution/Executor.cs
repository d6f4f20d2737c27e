using System.Collections.Concurrent;

namespace TopoGen.Runtime;

/// <summary>
/// One thread that runs tasks: it gives each work unit a turn, over and over, and sleeps when none has anything to do. Tasks and
/// channels are added and removed by commands that it runs between turns. While it sleeps, a thread that brings tuples may run the
/// unit that takes them in its place, as a visitor, which saves a wake-up: one thread at a time runs tasks, not always the same.
/// </summary>
internal sealed partial class Executor : IDisposable
{
    private readonly TaskHost _host;
    private readonly TimeProvider _clock;

    /// <summary>What its thread reads while it looks on.</summary>
    private readonly PolledLinks? _links;

    /// <summary>Whether it does so between turns, too, as the only one that runs tasks.</summary>
    private readonly bool _holdsLinks;

    /// <summary>After so long a visitor leaves the rest to the executor's thread.</summary>
    private readonly long _visitTime;
    private readonly List<(TaskCell Cell, WorkUnit Unit)> _units = [];
    private readonly ConcurrentQueue<ExecutorCommand> _commands = new();
    private readonly ExecutorSleep _sleep;
    private Thread? _thread;
    private WorkUnit[] _turns = [];
    private IPolled[] _polled = [];
    private IChannelProducer[] _producers = [];
    private bool _paysLookingOn;
    private byte[]? _spacer;
    private Thread? _runner;
    private Tracker? _tracker;
    private Journal? _journal;
    private bool _closed;

    /// <summary>Whether a turn had anything to do since it slept last.</summary>
    private bool _isBusy;

    /// <param name="host">Whose tasks it runs.</param>
    /// <param name="index">Of this executor.</param>
    /// <param name="isOnly">Whether there is no other.</param>
    public Executor(TaskHost host, int index, bool isOnly = false)
    {
        _host = host;
        _clock = host.Threads.Clock;
        _visitTime = _clock.TimestampFrequency / 10_000;
        _links = host.Network?.Polled;
        _holdsLinks = isOnly && _links is not null;
        _sleep = new ExecutorSleep(
            host.CreateSpin(), host.Tuning.Yields, _clock, host.Threads.AreStepped ? () => host.Threads.Woken(this) : null, _links, _holdsLinks);
        Index = index;
    }

    public int Index { get; }

    /// <summary>Its tasks, in topological order as they were placed. Its own thread only, once it runs.</summary>
    public List<TaskCell> Cells { get; } = [];

    public bool IsStarted { get; private set; }

    public bool IsAborted => _host.IsAborted;

    /// <inheritdoc cref="EngineThreads.AreStepped"/>
    public bool IsStepped => _host.Threads.AreStepped;

    /// <summary>By which <see cref="Now"/> is told.</summary>
    public TimeProvider Clock => _clock;

    /// <summary>Which trees the tuple at hand belongs to.</summary>
    public Tracker Tracker => Volatile.Read(ref _tracker) ?? CreateTracker();

    /// <summary>The calls that run.</summary>
    public Journal Journal => Volatile.Read(ref _journal) ?? CreateJournal();

    /// <summary>Whether the caller runs its tasks.</summary>
    public bool IsCurrent => ReferenceEquals(Thread.CurrentThread, Volatile.Read(ref _runner));

    /// <summary>Reads what links have in the midst of a turn, where nobody else would. Own thread.</summary>
    public void ReadLinks()
    {
        if (_holdsLinks)
        {
            _links!.Poll();
        }
    }

    /// <summary>The clock's timestamp at the end of the last turn.</summary>
    public long Now { get; set; }

    /// <inheritdoc cref="ExecutorSleep.WakesAt"/>
    public long WakesAt => _sleep.WakesAt;

    /// <summary>
    /// Called when this executor's components have been built: keeps a gap on the heap, so that they share no cache line with
    /// those that are built next, for another thread.
    /// </summary>
    public void Separate() => _spacer = new byte[256];

    public void Start()
    {
        IsStarted = true;
        _host.Threads.Start(this);
    }

    /// <summary>Runs an action on this executor's thread, between turns.</summary>
    /// <returns>Completes when it has run; is cancelled where the executor has come to its end.</returns>
    public Task InvokeAsync(Action action)
    {
        var command = new ExecutorCommand(action, _host.Threads);
        _commands.Enqueue(command);
        Wake();
        if (Volatile.Read(ref _closed))
        {
            CancelCommands();
        }

        return command.Done;
    }

    /// <summary>Works until the run is over.</summary>
    public void Run()
    {
        _thread = _runner = Thread.CurrentThread;
        if (_holdsLinks)
        {
            _links!.Begin();
        }

        try
        {
            Work();
        }
        catch (Exception exception)
        {
            _host.Abort(exception);
        }
        finally
        {
            End();
        }
    }

    public void Dispose()
    {
        foreach (IDisposable timer in _turns.Where(static unit => unit is TimerUnit or LedgerUnit).Cast<IDisposable>())
        {
            timer.Dispose();
        }
    }

    /// <inheritdoc cref="ExecutorSleep.IsVisited"/>
    public bool IsVisited => _sleep.IsVisited;

    /// <inheritdoc cref="ExecutorSleep.Wake"/>
    public void Wake() => _sleep.Wake();

    /// <summary>
    /// Something has come for a unit. Where the executor sleeps and the unit's last turns were short, the caller runs the unit at
    /// once, unless it polls links, as executors do; else the executor is woken. Any thread that holds no lock that executors wait for.
    /// </summary>
    public void Visit(WorkUnit unit)
    {
        if (PolledLinks.IsPolling || !unit.IsQuick || !_sleep.TryVisit())
        {
            Wake();
            return;
        }

        bool isDone = false;
        _runner = Thread.CurrentThread;
        try
        {
            isDone = TryRun(unit);
        }
        catch (Exception exception)
        {
            _host.Abort(exception);
        }

        _runner = _thread;
        _sleep.EndVisit(isDone);
    }

    /// <exception cref="InvalidOperationException">The caller runs on another thread.</exception>
    public void VerifyAccess()
    {
        if (!IsCurrent)
        {
            throw new InvalidOperationException("An emit after an await needs the handler's anchor: Emit(tuple, anchor).");
        }
    }

    private Tracker CreateTracker()
    {
        // Whoever links a plan and the executor itself may both be the first to ask.
        Interlocked.CompareExchange(ref _tracker, new Tracker(_host.Seeds, _host.Clock), null);
        return _tracker;
    }

    private Journal CreateJournal()
    {
        Interlocked.CompareExchange(ref _journal, new Journal(), null);
        return _journal;
    }

    private void End()
    {
        Volatile.Write(ref _closed, true);
        CancelCommands();
        while (_holdsLinks && !_links!.TryEnd())
        {
            _links.Poll();
        }

        _host.CloseTasks(this);
    }

    private void Work()
    {
        Now = _clock.GetTimestamp();
        while (_host.IsRunning)
        {
            if (!_commands.IsEmpty)
            {
                RunCommands();
            }

            if (!_host.IsHeld)
            {
                if (_holdsLinks && _links!.Poll())
                {
                    // That was nobody's turn.
                    Now = _clock.GetTimestamp();
                }

                if (TakeTurns())
                {
                    _isBusy = true;
                    continue;
                }

                FlushAll();
            }

            Sleep();
            Now = _clock.GetTimestamp();
        }
    }

    private void RunCommands()
    {
        while (_commands.TryDequeue(out ExecutorCommand? command))
        {
            command.Run();
        }

        Now = _clock.GetTimestamp();
    }

    private void CancelCommands()
    {
        while (_commands.TryDequeue(out ExecutorCommand? command))
        {
            command.Cancel();
        }
    }

    private bool TakeTurns()
    {
        bool worked = false;
        foreach (WorkUnit unit in _turns)
        {
            worked |= TakeTurn(unit);
        }

        return worked;
    }

    private bool TakeTurn(WorkUnit unit)
    {
        if (!unit.Turn())
        {
            return false;
        }

        long now = _clock.GetTimestamp();
        unit.Adapt(now - Now);
        Now = now;
        foreach (IPolled polled in _polled)
        {
            if (!ReferenceEquals(polled, unit))
            {
                polled.Restart();
            }
        }

        return true;
    }

    private void FlushAll()
    {
        foreach (IChannelProducer producer in _producers)
        {
            producer.FlushAll();
        }
    }

    /// <summary>A visitor's turns.</summary>
    /// <returns>Whether nothing is left to do until the executor's thread wakes.</returns>
    private bool TryRun(WorkUnit unit)
    {
        if (_host.IsHeld || !_host.IsRunning || !_commands.IsEmpty || Array.IndexOf(_turns, unit) < 0)
        {
            return false;
        }

        long begun = _clock.GetTimestamp();
        Now = begun;
        while (Now - begun < _visitTime && !_host.IsHeld && TakeTurn(unit))
        {
        }

        FlushAll();
        return !HasWork && NextPoll() >= _sleep.WakesAt;
    }

    private bool HasWork
        => !_host.IsRunning
            || !_commands.IsEmpty
            || (!_host.IsHeld && Array.Exists(_turns, static unit => unit.HasWork || unit.CanDrain));

    private void Sleep()
    {
        if (FindsWork())
        {
            return;
        }

        // Room comes soon, from a thread that only wakes. What links bring may come at any time: they are worth it only in the midst of something.
        bool looksOn = _paysLookingOn || (_isBusy && _links is { HasAny: true }) || Array.Exists(_producers, static producer => producer.HasOverflow);
        _sleep.Sleep(_host.IsHeld ? long.MaxValue : NextPoll(), looksOn);
        _isBusy = false;
    }

    /// <summary>A last look before it sleeps.</summary>
    private bool FindsWork()
    {
        _sleep.Doze();
        if (!HasWork)
        {
            return false;
        }

        _sleep.Stay();
        return true;
    }

    /// <summary>The clock's timestamp at which the first idle spout is to be asked again, or the largest number.</summary>
    private long NextPoll()
    {
        long first = long.MaxValue;
        foreach (IPolled polled in _polled)
        {
            first = Math.Min(first, polled.PollAt ?? long.MaxValue);
        }

        return first;
    }
}
