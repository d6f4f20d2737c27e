using System.Diagnostics;

namespace TopoGen.Runtime;

/// <summary>
/// One thread that runs tasks: it gives each work unit a turn, over and over, and sleeps when none has anything to do.
/// </summary>
internal sealed class Executor : IDisposable
{
    private readonly TopologyEngine _engine;
    private readonly List<WorkUnit> _units = [];
    private readonly List<IPolled> _polled = [];
    private readonly object _sleep = new();
    private readonly Thread _thread;
    private byte[]? _spacer;
    private int _asleep;

    public Executor(TopologyEngine engine, int index)
    {
        _engine = engine;
        Index = index;
        _thread = new Thread(Run) { IsBackground = true, Name = $"topogen-{index}" };
    }

    public int Index { get; }

    public List<TaskCell> Cells { get; } = [];

    public bool IsAborted => _engine.IsAborted;

    /// <summary>
    /// Called when this executor's components have been built: keeps a gap on the heap, so that they share no cache line with
    /// those that are built next, for another thread.
    /// </summary>
    public void Separate() => _spacer = new byte[256];

    /// <summary>Makes the work units of all tasks, once these are linked.</summary>
    public void Prepare()
    {
        foreach (TaskCell cell in Cells)
        {
            switch (cell.Task)
            {
                case SpoutTask spout:
                    Add(cell, new SpoutUnit(cell, spout));
                    break;
                case AsyncSpoutTask spout:
                    Add(cell, new AsyncSpoutUnit(cell, spout));
                    break;
                default:
                    AddBolt(cell);
                    break;
            }

            for (int tick = 0; tick < cell.Definition.Ticks.Length; tick++)
            {
                Add(cell, new TickUnit(cell, tick));
            }
        }
    }

    public void Start() => _thread.Start();

    public void StartTicks()
    {
        foreach (TickUnit tick in _units.OfType<TickUnit>())
        {
            tick.Start();
        }
    }

    public void Dispose()
    {
        foreach (TickUnit tick in _units.OfType<TickUnit>())
        {
            tick.Dispose();
        }
    }

    /// <summary>Lets the executor look for work. Any thread; costs a fence while the executor is awake.</summary>
    public void Wake()
    {
        // What the caller published must be visible before it looks whether the executor sleeps; Sleep does the reverse.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _asleep) != 0 && Interlocked.Exchange(ref _asleep, 0) != 0)
        {
            lock (_sleep)
            {
                Monitor.Pulse(_sleep);
            }
        }
    }

    /// <exception cref="InvalidOperationException">The caller runs on another thread.</exception>
    public void VerifyAccess()
    {
        if (!ReferenceEquals(Thread.CurrentThread, _thread))
        {
            throw new InvalidOperationException("An emit after an await needs the handler's anchor: Emit(tuple, anchor).");
        }
    }

    private void AddBolt(TaskCell cell)
    {
        foreach (RingChannel queue in cell.Queues)
        {
            Add(cell, queue.Consumer);
            cell.Calls?.Feed(queue.Consumer.Gate);
        }

        if (cell.Calls is { } calls)
        {
            Add(cell, calls);
        }

        Add(cell, new EndUnit(cell));
    }

    private void Add(TaskCell cell, WorkUnit unit)
    {
        unit.Prepare(Reachable(cell), _engine.Options.BatchSize);
        _units.Add(unit);
        if (unit is IPolled polled)
        {
            _polled.Add(polled);
            cell.Polled = polled;
        }
    }

    /// <summary>The rings that a call of the task may write to, itself or through fused calls.</summary>
    private static IRingProducer[] Reachable(TaskCell from)
    {
        var rings = new List<IRingProducer>();
        var seen = new HashSet<TaskCell>();
        Visit(from);
        return [.. rings];

        void Visit(TaskCell cell)
        {
            if (seen.Add(cell))
            {
                rings.AddRange(cell.Rings);
                cell.Fused.ForEach(Visit);
            }
        }
    }

    private void Run()
    {
        try
        {
            if (_engine.OpenTasks(this))
            {
                Work();
            }
        }
        catch (Exception exception)
        {
            _engine.Abort(exception);
        }
        finally
        {
            _engine.CloseTasks(this);
        }
    }

    private void Work()
    {
        long spin = (long)(_engine.Options.SpinTime.TotalSeconds * Stopwatch.Frequency);
        long last = Stopwatch.GetTimestamp();
        while (_engine.IsRunning)
        {
            if (TakeTurns(ref last))
            {
                continue;
            }

            // A thread that spins holds a processor that the thread it waits for may need: yield in between.
            if (Stopwatch.GetTimestamp() - last < spin)
            {
                Thread.SpinWait(16);
                Thread.Yield();
            }
            else
            {
                Sleep();
                last = Stopwatch.GetTimestamp();
            }
        }
    }

    private bool TakeTurns(ref long last)
    {
        bool worked = false;
        foreach (WorkUnit unit in _units)
        {
            if (unit.Turn())
            {
                long now = Stopwatch.GetTimestamp();
                unit.Adapt(now - last, Stopwatch.Frequency);
                last = now;
                worked = true;
            }
        }

        return worked;
    }

    private void Sleep()
    {
        Volatile.Write(ref _asleep, 1);
        Interlocked.MemoryBarrier();
        if (!_engine.IsRunning || _units.Exists(static unit => unit.HasWork || unit.CanDrain))
        {
            Volatile.Write(ref _asleep, 0);
            return;
        }

        int timeout = Timeout();
        lock (_sleep)
        {
            while (Volatile.Read(ref _asleep) != 0)
            {
                if (!Monitor.Wait(_sleep, timeout))
                {
                    Volatile.Write(ref _asleep, 0);
                }
            }
        }
    }

    /// <summary>Milliseconds until the first idle spout is to be asked again, or <see cref="System.Threading.Timeout.Infinite"/>.</summary>
    private int Timeout()
    {
        long? first = null;
        foreach (IPolled polled in _polled)
        {
            if (polled.PollAt is { } at && (first is null || at < first))
            {
                first = at;
            }
        }

        return first is { } until
            ? (int)Math.Max(1, Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), until).TotalMilliseconds)
            : System.Threading.Timeout.Infinite;
    }
}
