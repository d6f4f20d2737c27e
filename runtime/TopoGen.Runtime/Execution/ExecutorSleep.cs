namespace TopoGen.Runtime;

/// <summary>
/// How an executor's thread sleeps, and who runs meanwhile. It looks on for a while, where that paid lately, and then parks. From the beginning of the sleep a
/// visitor may take its place, so one thread at a time runs tasks, not always the same.
/// </summary>
/// <param name="spin">How long it looks on before it parks.</param>
/// <param name="yields">Whether it gives its processor away in between.</param>
/// <param name="clock">By which the sleep ends.</param>
/// <param name="woken">Called instead of unparking a thread, where there is none.</param>
/// <param name="links">What it reads while it looks on; null where there is nothing.</param>
/// <param name="holdsLinks">Whether its thread reads them while it runs, too; else others do.</param>
/// <remarks>
/// Falling asleep: <see cref="Doze"/>, a last look for work, then <see cref="Stay"/> or <see cref="Sleep"/>. Whoever brings work
/// publishes it first and wakes then, so either the sleeper sees the work or the waker sees the sleeper.
/// </remarks>
internal sealed class ExecutorSleep(
    AdaptiveSpin spin, bool yields, TimeProvider clock, Action? woken = null, PolledLinks? links = null, bool holdsLinks = false)
{
    /// <summary>The thread runs.</summary>
    private const int Awake = 0;

    /// <summary>It looks for work a last time.</summary>
    private const int Dozing = 1;

    /// <summary>It does not run, and another one may.</summary>
    private const int Asleep = 2;

    /// <summary>Another one runs in its place.</summary>
    private const int Visited = 3;

    /// <summary>The same, and there is more to do than the visitor may know.</summary>
    private const int Called = 4;

    /// <summary>How often it looks at links before it lets others run in between: a microsecond or two, in which a peer that is at it answers.</summary>
    private const int Looks = 32;

    /// <summary>Parking takes about so long, from the wake-up to the thread's going on, and timers have a resolution of 1 ms: what comes sooner is waited for.</summary>
    private readonly long _parkTime = clock.TimestampFrequency / 10_000;
    private readonly object _parking = new();
    private int _state;
    private bool _isParked;

    /// <summary>The clock's timestamp at which the sleep ends by itself.</summary>
    public long WakesAt { get; private set; }

    /// <summary>Whether a visitor runs. Whoever runs only.</summary>
    public bool IsVisited => Volatile.Read(ref _state) >= Visited;

    /// <summary>The executor's thread is about to sleep: work that comes from now on wakes it.</summary>
    public void Doze()
    {
        Volatile.Write(ref _state, Dozing);
        Interlocked.MemoryBarrier();
    }

    /// <summary>It has found work.</summary>
    public void Stay() => Volatile.Write(ref _state, Awake);

    /// <summary>Sleeps until it is woken.</summary>
    /// <param name="wakesAt">The clock's timestamp at which it wakes by itself, or the largest number.</param>
    /// <param name="looksOn">Whether it looks on for a while before it parks.</param>
    public void Sleep(long wakesAt, bool looksOn)
    {
        if (!TryFallAsleep(wakesAt))
        {
            return;
        }

        long begun = clock.GetTimestamp();
        long stopsAt = wakesAt - begun <= _parkTime ? wakesAt + 1 : begun + (looksOn ? spin.Length : 0);
        bool polls = links is not null && (holdsLinks || stopsAt != begun);
        if (polls && !holdsLinks)
        {
            links!.Begin();
        }

        bool wasCalled = true;
        bool isAwake = stopsAt != begun && LookOn(stopsAt, out wasCalled);
        if (polls && (!isAwake || !holdsLinks))
        {
            isAwake |= !StopPolling(untilAwake: holdsLinks);
        }

        if (isAwake)
        {
            if (wasCalled)
            {
                spin.Note(clock.GetTimestamp() - begun);
            }

            return;
        }

        if (Park() && looksOn)
        {
            spin.Note(clock.GetTimestamp() - begun - _parkTime);
        }

        if (holdsLinks)
        {
            links!.Begin();
        }
    }

    /// <summary>The same without a thread that has to be held up.</summary>
    /// <returns>Whether it sleeps; else work has come meanwhile.</returns>
    public bool TryFallAsleep(long wakesAt)
    {
        WakesAt = wakesAt;
        return Interlocked.CompareExchange(ref _state, Asleep, Dozing) == Dozing;
    }

    /// <summary>Lets the executor look for work. Any thread; costs a fence while the executor is awake.</summary>
    public void Wake()
    {
        // What the caller published must be visible before it looks whether the executor sleeps.
        Interlocked.MemoryBarrier();
        while (Volatile.Read(ref _state) is var state && state is not (Awake or Called))
        {
            int next = state == Visited ? Called : Awake;
            if (Interlocked.CompareExchange(ref _state, next, state) == state && state == Asleep)
            {
                Unpark();
            }
        }
    }

    /// <summary>Takes the place of the executor's thread, if that sleeps; to be given back by <see cref="EndVisit"/>.</summary>
    public bool TryVisit() => Interlocked.CompareExchange(ref _state, Visited, Asleep) == Asleep;

    /// <param name="isDone">Whether nothing is left to do.</param>
    public void EndVisit(bool isDone)
    {
        if (!isDone || Interlocked.CompareExchange(ref _state, Asleep, Visited) != Visited)
        {
            Interlocked.Exchange(ref _state, Awake);
            Unpark();
        }
    }

    /// <param name="stopsAt">Until when.</param>
    /// <param name="wasCalled">Whether somebody has woken it; else its time has come.</param>
    /// <returns>Whether it is awake.</returns>
    private bool LookOn(long stopsAt, out bool wasCalled)
    {
        int looks = 0;
        while (true)
        {
            switch (Volatile.Read(ref _state))
            {
                case Awake:
                    wasCalled = true;
                    return true;
                case not Asleep:
                    // Who is visited once is visited again.
                    return wasCalled = false;
            }

            long now = clock.GetTimestamp();
            if (now >= WakesAt)
            {
                int before = Interlocked.CompareExchange(ref _state, Awake, Asleep);
                wasCalled = before == Awake;
                return before is Asleep or Awake;
            }

            if (now >= stopsAt)
            {
                return wasCalled = false;
            }

            bool polls = links is { HasAny: true };
            if (polls)
            {
                links!.Poll();
                Thread.SpinWait(1);
            }
            else
            {
                Thread.SpinWait(16);
            }

            // A thread that spins holds a processor that the thread it waits for may need; another process may be waited for, too.
            if (yields || (polls && ++looks > Looks))
            {
                Thread.Yield();
            }
        }
    }

    /// <summary>Leaves links to their readers.</summary>
    /// <param name="untilAwake">Whether it goes on where something has come for this executor.</param>
    /// <returns>Whether it did; else the executor is awake, and polls.</returns>
    private bool StopPolling(bool untilAwake)
    {
        while (!links!.TryEnd())
        {
            links.Poll();
            if (untilAwake && Volatile.Read(ref _state) == Awake)
            {
                links.GoOn();
                return false;
            }
        }

        return true;
    }

    /// <returns>Whether somebody has woken it; else its time has come, or it was visited.</returns>
    private bool Park()
    {
        bool wasCalled = true;
        lock (_parking)
        {
            Volatile.Write(ref _isParked, true);
            Interlocked.MemoryBarrier();
            while (Volatile.Read(ref _state) is var state && state != Awake)
            {
                wasCalled &= state == Asleep;
                if (!Monitor.Wait(_parking, MillisecondsLeft()))
                {
                    // A visitor is asked to leave and waited for.
                    wasCalled = false;
                    WakesAt = long.MaxValue;
                    Wake();
                }
            }

            _isParked = false;
        }

        return wasCalled;
    }

    /// <summary>Rounded up, or it would wake twice: too early, and then for the rest.</summary>
    private int MillisecondsLeft()
        => WakesAt == long.MaxValue
            ? Timeout.Infinite
            : (int)Math.Max(0, Math.Ceiling(clock.GetElapsedTime(clock.GetTimestamp(), WakesAt).TotalMilliseconds));

    private void Unpark()
    {
        if (woken is not null)
        {
            woken();
        }
        else if (Volatile.Read(ref _isParked))
        {
            lock (_parking)
            {
                Monitor.Pulse(_parking);
            }
        }
    }
}
