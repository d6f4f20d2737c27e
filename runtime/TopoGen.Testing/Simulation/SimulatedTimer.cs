namespace TopoGen.Testing;

/// <summary>A timer of one process: fires in the simulation's time, and not while the process stands still.</summary>
internal sealed class SimulatedTimer(SimulatedProcess process, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period;
    private SimulatedEvent? _next;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _next?.Cancel();
        _period = period;
        if (dueTime >= TimeSpan.Zero)
        {
            Schedule(dueTime);
        }

        return true;
    }

    public void Dispose() => _next?.Cancel();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Schedule(TimeSpan after)
    {
        _next = new SimulatedEvent(process, "timer", EventKind.Pool, Fire);
        process.Simulator.Add(_next, after);
    }

    private void Fire()
    {
        if (_period > TimeSpan.Zero)
        {
            Schedule(_period);
        }

        callback(state);
    }
}
