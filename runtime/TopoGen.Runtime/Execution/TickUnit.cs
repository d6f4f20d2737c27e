namespace TopoGen.Runtime;

/// <summary>Calls one tick method of one task when its timer has fired. Ticks that come due meanwhile are merged.</summary>
internal sealed class TickUnit(TaskCell cell, int tick) : WorkUnit, IDisposable
{
    private ITimer? _timer;
    private int _due;

    public override bool HasWork => Volatile.Read(ref _due) != 0 && Gate.IsOpen && cell.Host.IsActive && !cell.IsFinished;

    public void Start()
    {
        TimeSpan interval = cell.Definition.Ticks[tick].Interval;
        _timer = cell.Time.CreateTimer(
            static state =>
            {
                var unit = (TickUnit)state!;
                Volatile.Write(ref unit._due, 1);
                unit.Wake();
            },
            this,
            interval,
            interval);
    }

    public void Dispose() => _timer?.Dispose();

    protected override bool Run(int budget)
    {
        if (!HasWork)
        {
            return false;
        }

        Volatile.Write(ref _due, 0);
        try
        {
            cell.Task.Tick(tick);
        }
        catch (Exception exception)
        {
            cell.CallFailed(cell.Definition.Ticks[tick].Method, exception);
        }

        return true;
    }

    private void Wake() => cell.Executor.Wake();
}
