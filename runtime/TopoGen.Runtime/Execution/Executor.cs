using System.Collections.Concurrent;
using System.Diagnostics;

namespace TopoGen.Runtime;

/// <summary>
/// One thread that runs tasks: it gives each work unit a turn, over and over, and sleeps when none has anything to do. Tasks and
/// channels are added and removed by commands that it runs between turns. While it sleeps, a thread that brings tuples may run the
/// unit that takes them in its place, as a visitor, which saves a wake-up: one thread at a time runs tasks, not always the same.
/// </summary>
internal sealed class Executor : IDisposable
{
    /// <summary>After so long a visitor leaves the rest to the executor's thread.</summary>
    private static readonly long VisitTime = Stopwatch.Frequency / 10_000;

    private readonly TaskHost _host;
    private readonly List<(TaskCell Cell, WorkUnit Unit)> _units = [];
    private readonly ConcurrentQueue<ExecutorCommand> _commands = new();
    private readonly ExecutorSleep _sleep;
    private readonly Thread _thread;
    private WorkUnit[] _turns = [];
    private IPolled[] _polled = [];
    private IChannelProducer[] _producers = [];
    private bool _paysLookingOn;
    private byte[]? _spacer;
    private Thread _runner;
    private bool _closed;

    public Executor(TaskHost host, int index)
    {
        _host = host;
        _sleep = new ExecutorSleep(host.Options.SpinTime);
        Index = index;
        _thread = _runner = new Thread(Run) { IsBackground = true, Name = $"topogen-{index}" };
    }

    public int Index { get; }

    /// <summary>Its tasks, in topological order as they were placed. Its own thread only, once it runs.</summary>
    public List<TaskCell> Cells { get; } = [];

    public bool IsStarted { get; private set; }

    public bool IsAborted => _host.IsAborted;

    /// <summary>The <see cref="Stopwatch"/> timestamp at the end of the last turn.</summary>
    public long Now { get; set; }

    /// <summary>
    /// Called when this executor's components have been built: keeps a gap on the heap, so that they share no cache line with
    /// those that are built next, for another thread.
    /// </summary>
    public void Separate() => _spacer = new byte[256];

    public void Start()
    {
        IsStarted = true;
        _thread.Start();
    }

    /// <summary>Runs an action on this executor's thread, between turns.</summary>
    /// <returns>Completes when it has run; is cancelled where the executor has come to its end.</returns>
    public Task InvokeAsync(Action action)
    {
        var command = new ExecutorCommand(action);
        _commands.Enqueue(command);
        Wake();
        if (Volatile.Read(ref _closed))
        {
            CancelCommands();
        }

        return command.Done;
    }

    /// <summary>Adds a task with all its work units. Own thread.</summary>
    public void Add(TaskCell cell)
    {
        switch (cell.Task)
        {
            case SpoutTask spout:
                AddSpout(cell, new SpoutUnit(cell, spout));
                break;
            case AsyncSpoutTask spout:
                AddSpout(cell, new AsyncSpoutUnit(cell, spout));
                break;
            default:
                if (cell.Calls is { } calls)
                {
                    _units.Add((cell, calls));
                }

                _units.Add((cell, new EndUnit(cell)));
                break;
        }

        for (int tick = 0; tick < cell.Definition.Ticks.Length; tick++)
        {
            var unit = new TickUnit(cell, tick);
            unit.Start();
            _units.Add((cell, unit));
        }
    }

    /// <summary>Adds the reading end of a channel. Own thread.</summary>
    public void Add(TaskCell cell, WorkUnit unit)
    {
        cell.Calls?.Feed(unit.Gate);

        // Before the unit that ends the task: what has come is handled first.
        int at = _units.FindIndex(u => ReferenceEquals(u.Cell, cell));
        _units.Insert(at < 0 ? _units.Count : at, (cell, unit));
    }

    /// <summary>Removes the reading end of a channel. Own thread.</summary>
    public void Remove(WorkUnit unit)
    {
        int at = _units.FindIndex(u => ReferenceEquals(u.Unit, unit));
        if (at >= 0)
        {
            _units[at].Cell.Calls?.Forget(unit.Gate);
            unit.Release();
            _units.RemoveAt(at);
        }
    }

    /// <summary>Removes a task with all its work units. Own thread.</summary>
    public void Remove(TaskCell cell)
    {
        foreach ((_, WorkUnit unit) in _units.FindAll(u => ReferenceEquals(u.Cell, cell)))
        {
            unit.Release();
            (unit as IDisposable)?.Dispose();
        }

        _units.RemoveAll(u => ReferenceEquals(u.Cell, cell));
        Cells.Remove(cell);
        Arrange();
    }

    /// <summary>After a change of tasks or channels: finds out anew which unit can reach which channel. Own thread.</summary>
    public void Arrange()
    {
        foreach ((TaskCell cell, WorkUnit unit) in _units)
        {
            unit.Prepare(Reachable(cell), _host.Options.BatchSize);
        }

        _turns = [.. _units.Select(u => u.Unit)];
        _polled = [.. _turns.OfType<IPolled>()];
        _paysLookingOn = Array.Exists(_turns, static unit => unit.PaysLookingOn);
        _producers = [.. _units.Select(u => u.Cell).Distinct().SelectMany(c => c.Channels)];
    }

    public void Dispose()
    {
        foreach (TickUnit tick in _turns.OfType<TickUnit>())
        {
            tick.Dispose();
        }
    }

    /// <inheritdoc cref="ExecutorSleep.IsVisited"/>
    public bool IsVisited => _sleep.IsVisited;

    /// <inheritdoc cref="ExecutorSleep.Wake"/>
    public void Wake() => _sleep.Wake();

    /// <summary>
    /// Something has come for a unit. Where the executor sleeps and the unit's last turns were short, the caller runs the unit at
    /// once; else the executor is woken. Any thread that holds no lock.
    /// </summary>
    public void Visit(WorkUnit unit)
    {
        if (!unit.IsQuick || !_sleep.TryVisit())
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
        if (!ReferenceEquals(Thread.CurrentThread, Volatile.Read(ref _runner)))
        {
            throw new InvalidOperationException("An emit after an await needs the handler's anchor: Emit(tuple, anchor).");
        }
    }

    private void AddSpout<TUnit>(TaskCell cell, TUnit unit)
        where TUnit : WorkUnit, IPolled
    {
        cell.Polled = unit;
        _units.Add((cell, unit));
    }

    /// <summary>The channels that a call of the task may write to, itself or through fused calls.</summary>
    private static IChannelProducer[] Reachable(TaskCell from)
    {
        var channels = new List<IChannelProducer>();
        var seen = new HashSet<TaskCell>();
        Visit(from);
        return [.. channels];

        void Visit(TaskCell cell)
        {
            if (seen.Add(cell))
            {
                channels.AddRange(cell.Channels);
                foreach (TaskCell called in cell.Fused)
                {
                    Visit(called);
                }
            }
        }
    }

    private void Run()
    {
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
            Volatile.Write(ref _closed, true);
            CancelCommands();
            _host.CloseTasks(this);
        }
    }

    private void Work()
    {
        Now = Stopwatch.GetTimestamp();
        while (_host.IsRunning)
        {
            if (!_commands.IsEmpty)
            {
                RunCommands();
            }

            if (!_host.IsHeld)
            {
                if (TakeTurns())
                {
                    continue;
                }

                foreach (IChannelProducer producer in _producers)
                {
                    producer.FlushAll();
                }
            }

            Sleep();
            Now = Stopwatch.GetTimestamp();
        }
    }

    private void RunCommands()
    {
        while (_commands.TryDequeue(out ExecutorCommand? command))
        {
            command.Run();
        }

        Now = Stopwatch.GetTimestamp();
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
            if (unit.Turn())
            {
                long now = Stopwatch.GetTimestamp();
                unit.Adapt(now - Now, Stopwatch.Frequency);
                Now = now;
                worked = true;
            }
        }

        return worked;
    }

    /// <summary>A visitor's turns.</summary>
    /// <returns>Whether nothing is left to do until the executor's thread wakes.</returns>
    private bool TryRun(WorkUnit unit)
    {
        if (_host.IsHeld || !_host.IsRunning || !_commands.IsEmpty || Array.IndexOf(_turns, unit) < 0)
        {
            return false;
        }

        long begun = Stopwatch.GetTimestamp();
        Now = begun;
        while (Now - begun < VisitTime && !_host.IsHeld && unit.Turn())
        {
            long now = Stopwatch.GetTimestamp();
            unit.Adapt(now - Now, Stopwatch.Frequency);
            Now = now;
        }

        foreach (IChannelProducer producer in _producers)
        {
            producer.FlushAll();
        }

        return !HasWork && NextPoll() >= _sleep.WakesAt;
    }

    private bool HasWork
        => !_host.IsRunning
            || !_commands.IsEmpty
            || (!_host.IsHeld && Array.Exists(_turns, static unit => unit.HasWork || unit.CanDrain));

    private void Sleep()
    {
        _sleep.Doze();
        if (HasWork)
        {
            _sleep.Stay();
            return;
        }

        // Room comes soon, from a thread that only wakes.
        bool looksOn = _paysLookingOn || Array.Exists(_producers, static producer => producer.HasOverflow);
        _sleep.Sleep(_host.IsHeld ? long.MaxValue : NextPoll(), looksOn);
    }

    /// <summary>The <see cref="Stopwatch"/> timestamp at which the first idle spout is to be asked again, or the largest number.</summary>
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
