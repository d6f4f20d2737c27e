namespace TopoGen.Testing;

/// <summary>A timer of one process: fires in the simulation's time, and not while the process stands still.</summary>
internal sealed class SimulatedTimer(SimulatedProcess process, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period;

    /// <summary>Counts the changes: what was scheduled before the last one does not happen.</summary>
    private int _version;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _version++;
        _period = period;
        if (dueTime >= TimeSpan.Zero)
        {
            Schedule(dueTime);
        }

        return true;
    }

    public void Dispose() => _version++;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Schedule(TimeSpan after)
    {
        int version = _version;
        process.Simulator.Add(new SimulatedEvent(process, "timer", EventKind.Pool, () => Fire(version)), after);
    }

    private void Fire(int version)
    {
        if (version != _version)
        {
            return;
        }

        if (_period > TimeSpan.Zero)
        {
            Schedule(_period);
        }

        callback(state);
    }
}
