namespace TopoGen.Benchmarks;

/// <summary>As <see cref="StormNull"/>, but far slower than any spout.</summary>
public abstract class StormSlow
{
    private StormArrivals? _arrivals;

    [State] protected long _arrived;

    public void Open(TaskContext task) => _arrivals = new StormArrivals(StormBoard.Own, task.Index);

    public void Execute(in StormItem item)
    {
        SlowWork.Do();
        _arrivals!.Take(++_arrived, item.Intended);
    }

    public void End() => _arrivals!.Note(_arrived);

    public void Close() => _arrivals?.Save();
}
