namespace TopoGen.Benchmarks;

/// <summary>Takes what comes and counts it in memory only: a message is done when it was here, and waits for no epoch.</summary>
public abstract class StormAckedNull
{
    private StormArrivals? _arrivals;
#pragma warning disable TG0401 // Nothing goes on after a failure here, and state would be measured with it.
    private long _arrived;
#pragma warning restore TG0401

    public void Open(TaskContext task) => _arrivals = new StormArrivals(StormBoard.Own, task.Index);

    public void Execute(in StormItem item) => _arrivals!.Take(++_arrived, item.Intended);

    public void End() => _arrivals!.Note(_arrived);

    public void Close() => _arrivals?.Save();
}
