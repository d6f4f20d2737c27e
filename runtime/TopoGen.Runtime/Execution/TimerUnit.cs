namespace TopoGen.Runtime;

/// <summary>Work of one task that comes due at an interval. What comes due while the task is busy is merged into one.</summary>
internal abstract class TimerUnit(TaskCell cell) : WorkUnit, IDisposable
{
    private ITimer? _timer;
    private int _due;

    public override bool HasWork => Volatile.Read(ref _due) != 0 && CanCall;

    protected TaskCell Cell => cell;

    /// <summary>Whether what is due may be done now.</summary>
    protected abstract bool CanCall { get; }

    protected abstract TimeSpan Interval { get; }

    public void Start()
        => _timer = cell.Time.CreateTimer(
            static state =>
            {
                var unit = (TimerUnit)state!;
                Volatile.Write(ref unit._due, 1);
                unit.Cell.Executor.Wake();
            },
            this,
            Interval,
            Interval);

    public void Dispose() => _timer?.Dispose();

    protected sealed override bool Run(int budget)
    {
        if (!HasWork)
        {
            return false;
        }

        Volatile.Write(ref _due, 0);
        Call();
        return true;
    }

    protected abstract void Call();
}
