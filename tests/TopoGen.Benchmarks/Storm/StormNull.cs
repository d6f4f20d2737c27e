namespace TopoGen.Benchmarks;

/// <summary>Takes what comes and counts it, in state.</summary>
public abstract class StormNull
{
    private StormArrivals? _arrivals;

    [State] protected long _arrived;

    public void Open(TaskContext task) => _arrivals = new StormArrivals(StormBoard.Own, task.Index);

    public void Execute(in StormItem item) => _arrivals!.Take(++_arrived, item.Intended);

    public void End() => _arrivals!.Note(_arrived);

    public void Close() => _arrivals?.Save();
}
