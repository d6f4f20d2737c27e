using System.Collections.Concurrent;

namespace TopoGen.Testing;

/// <summary>
/// One thread in the place of many, and a time of its own. Everything that is to happen waits here: steps of executors, timers, work for
/// the thread pool, what is on its way through networks. Of what could happen now, a seeded choice happens next; where nothing could,
/// time jumps to what is next due. Equal seeds give equal runs.
/// </summary>
internal sealed class Simulator
{
    private readonly SeededRandom _random;
    private readonly List<SimulatedWork> _ready = [];
    private readonly PriorityQueue<SimulatedEvent, (TimeSpan Due, long Order)> _later = new();
    private readonly ConcurrentQueue<(SimulatedWork Work, TimeSpan Due)> _brought = new();
    private readonly TimeSpan _mostWork;
    private readonly int _longestBurst;
    private readonly ManualResetEventSlim _bell = new();
    private Thread? _thread;
    private SimulatedExecutor? _favourite;
    private int _burst;
    private long _order;

    /// <param name="seed">What the run follows from.</param>
    /// <param name="mostWork">How much time passes, at the most, with each piece of work that executors do; by default the seed says.</param>
    public Simulator(ulong seed, TimeSpan? mostWork = null)
    {
        Seed = seed;
        _random = new SeededRandom(seed);
        _mostWork = mostWork ?? TimeSpan.FromMicroseconds(_random.Next(1, 40));

        // Both finely mixed steps and long ones that starve everybody else find mistakes.
        _longestBurst = 1 << _random.Next(8);
    }

    public ulong Seed { get; }

    /// <summary>For parts that fork a stream of their own.</summary>
    public SeededRandom Random => _random;

    /// <summary>Since the beginning.</summary>
    public TimeSpan Now { get; private set; }

    public Trace Trace { get; } = new();

    /// <summary>Called after everything that happens.</summary>
    public Action? AfterStep { get; set; }

    /// <summary>What was done on other threads while the simulation ran, where that must not be: it cannot be repeated.</summary>
    public string? Escaped { get; private set; }

    /// <summary>Something is to happen soon, or after a time.</summary>
    public void Add(SimulatedEvent added, TimeSpan after = default)
    {
        if (!IsHere(added.What))
        {
            _brought.Enqueue((added, Now + after));
        }
        else if (after > TimeSpan.Zero)
        {
            _later.Enqueue(added, (Now + after, _order++));
        }
        else
        {
            _ready.Add(added);
        }
    }

    /// <summary>An executor has something to do.</summary>
    public void Add(SimulatedExecutor executor)
    {
        if (!IsHere("wake"))
        {
            _brought.Enqueue((executor, Now));
        }
        else if (!executor.IsReady)
        {
            executor.IsReady = true;
            _ready.Add(executor);
        }
    }

    /// <summary>What a process held back may happen.</summary>
    public void Release(SimulatedWork held) => _ready.Add(held);

    /// <summary>Notes something for people, and for the comparison of two runs.</summary>
    public void Note(string actor, string what, long number = 0) => Trace.Add(Now, actor, what, number);

    /// <summary>Time passes with work.</summary>
    public void Work()
    {
        if (_mostWork > TimeSpan.Zero)
        {
            Now += _mostWork > TimeSpan.FromMicroseconds(1) && _random.OneIn(1000) ? _random.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(1)) : _random.Between(TimeSpan.FromTicks(1), _mostWork);
        }
    }

    /// <summary>Lets things happen until a condition holds.</summary>
    /// <param name="condition">Looked at after everything that happens.</param>
    /// <param name="limit">How long it may take in the simulation's time.</param>
    /// <returns>Whether it holds.</returns>
    public bool RunUntil(Func<bool> condition, TimeSpan limit)
        => Inside(() =>
        {
            TimeSpan end = Now + limit;
            while (!condition())
            {
                if (!TryStep(end))
                {
                    return condition();
                }
            }

            return true;
        });

    /// <summary>Lets things happen until nothing is left that can happen before time passes.</summary>
    /// <returns>Whether it came to that in so many steps.</returns>
    public bool RunReady(int mostSteps)
        => Inside(() =>
        {
            for (int step = 0; step < mostSteps; step++)
            {
                Collect();
                if (_ready.Count == 0)
                {
                    return true;
                }

                TryStep(Now);
            }

            return false;
        });

    /// <summary>Waits, in real time, until something is brought from another thread.</summary>
    public void AwaitOthers(TimeSpan limit)
    {
        _bell.Wait(limit);
        _bell.Reset();
    }

    /// <summary>Lets a time pass, with everything that happens in it.</summary>
    public void Advance(TimeSpan time) => RunUntil(static () => false, time);

    /// <summary>Lets asynchronous methods of a process go on until what is waited for has happened.</summary>
    public void Return(SimulatedProcess process, Func<bool> isBack, TimeSpan limit)
    {
        while (!isBack())
        {
            Collect();
            int at = _ready.FindIndex(r => r is SimulatedEvent { Kind: EventKind.Component } e && e.Process == process);
            if (at < 0)
            {
                Note(process.Name, "left behind");
                return;
            }

            Run(Take(at));
        }
    }

    /// <summary>Runs something on the simulation's thread, which is the caller's for so long.</summary>
    public T Inside<T>(Func<T> body)
    {
        SynchronizationContext? context = SynchronizationContext.Current;
        Thread? before = Interlocked.CompareExchange(ref _thread, Thread.CurrentThread, null);
        if (before is not null && before != Thread.CurrentThread)
        {
            throw new InvalidOperationException("Another thread runs this simulation.");
        }

        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return body();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
            Volatile.Write(ref _thread, before);
        }
    }

    public override string ToString() => $"seed {Seed}, at {Now}:\n{Trace}";

    /// <summary>Whether the caller may change what is to happen: it is on the simulation's thread.</summary>
    private bool IsHere(string what)
    {
        Thread? thread = Volatile.Read(ref _thread);
        if (thread is not null && thread != Thread.CurrentThread)
        {
            Escaped ??= $"'{what}' came from thread {Thread.CurrentThread.Name ?? Environment.CurrentManagedThreadId.ToString()}:\n{Environment.StackTrace}";
        }

        if (thread == Thread.CurrentThread)
        {
            return true;
        }

        _bell.Set();
        return false;
    }

    /// <summary>Takes over what was brought from elsewhere, and what has become due.</summary>
    private void Collect()
    {
        while (_brought.TryDequeue(out (SimulatedWork Work, TimeSpan Due) brought))
        {
            if (brought.Work is SimulatedExecutor executor)
            {
                Add(executor);
            }
            else
            {
                Add((SimulatedEvent)brought.Work, brought.Due - Now);
            }
        }

        while (_later.TryPeek(out _, out (TimeSpan Due, long Order) first) && first.Due <= Now)
        {
            SimulatedEvent due = _later.Dequeue();
            if (!due.IsCancelled)
            {
                _ready.Add(due);
            }
        }
    }

    /// <returns>Whether something happened; else nothing can before the end, and that is now.</returns>
    private bool TryStep(TimeSpan end)
    {
        while (true)
        {
            Collect();
            if (_ready.Count > 0 && Now <= end)
            {
                SimulatedWork chosen = Choose();
                if (chosen is SimulatedEvent { IsCancelled: true } || chosen.Process?.Holds(chosen) == true)
                {
                    continue;
                }

                Run(chosen);
                AfterStep?.Invoke();
                return true;
            }

            if (!_later.TryPeek(out _, out (TimeSpan Due, long Order) first) || first.Due > end)
            {
                Now = Now < end ? end : Now;
                return false;
            }

            Now = first.Due;
        }
    }

    private SimulatedWork Choose()
    {
        if (_favourite is { IsReady: true } favourite && _burst > 0 && _ready.IndexOf(favourite) is var at and >= 0)
        {
            _burst--;
            return Take(at);
        }

        SimulatedWork chosen = Take(_random.Next(_ready.Count));
        _favourite = chosen as SimulatedExecutor;
        _burst = _random.Next(_longestBurst);
        return chosen;
    }

    private SimulatedWork Take(int at)
    {
        SimulatedWork taken = _ready[at];
        _ready[at] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        return taken;
    }

    private void Run(SimulatedWork work)
    {
        Note(work.Actor, work.What);
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(work.RunsComponents ? work.Process?.Context : null);
        try
        {
            work.Run();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }
}
