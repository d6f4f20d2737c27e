namespace TopoGen.Benchmarks;

/// <summary>As <see cref="StormAckedNull"/>, but far slower than any spout.</summary>
public abstract class StormAckedSlow
{
    private StormArrivals? _arrivals;
#pragma warning disable TG0401 // Nothing goes on after a failure here, and state would be measured with it.
    private long _arrived;
#pragma warning restore TG0401

    public void Open(TaskContext task) => _arrivals = new StormArrivals(StormBoard.Own, task.Index);

    public void Execute(in StormItem item)
    {
        SlowWork.Do();
        _arrivals!.Take(++_arrived, item.Intended);
    }

    public void End() => _arrivals!.Note(_arrived);

    public void Close() => _arrivals?.Save();
}
