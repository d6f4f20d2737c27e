using System.Diagnostics;

namespace TopoGen.Benchmarks;

/// <summary>
/// How one thread waits: it looks again for 50 µs after its last work, yielding in between, then sleeps until it is woken.
/// The same as the engine's executors do.
/// </summary>
internal sealed class Parking
{
    private static readonly long Spin = Stopwatch.Frequency / 20_000;

    private readonly object _sleep = new();
    private long _last = Stopwatch.GetTimestamp();
    private int _asleep;

    /// <summary>To be called once per batch, by the thread that waits.</summary>
    public void NoteWork() => _last = Stopwatch.GetTimestamp();

    /// <summary>Lets a sleeping thread look again. Any thread.</summary>
    public void Wake()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _asleep) != 0 && Interlocked.Exchange(ref _asleep, 0) != 0)
        {
            lock (_sleep)
            {
                Monitor.Pulse(_sleep);
            }
        }
    }

    /// <summary>Waits a little, or sleeps unless there is work by then; the caller looks again afterwards.</summary>
    public void Wait(Func<bool> hasWork)
    {
        if (Stopwatch.GetTimestamp() - _last < Spin)
        {
            Thread.SpinWait(16);
            Thread.Yield();
            return;
        }

        Sleep(hasWork, Timeout.Infinite);
        _last = Stopwatch.GetTimestamp();
    }

    /// <summary>Sleeps for some milliseconds, however often it is woken.</summary>
    public void Rest(int milliseconds)
    {
        long begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun).TotalMilliseconds < milliseconds)
        {
            Sleep(static () => false, milliseconds);
        }
    }

    private void Sleep(Func<bool> hasWork, int milliseconds)
    {
        Volatile.Write(ref _asleep, 1);
        Interlocked.MemoryBarrier();
        if (hasWork())
        {
            Volatile.Write(ref _asleep, 0);
            return;
        }

        lock (_sleep)
        {
            while (Volatile.Read(ref _asleep) != 0)
            {
                if (!Monitor.Wait(_sleep, milliseconds))
                {
                    Volatile.Write(ref _asleep, 0);
                }
            }
        }
    }
}
