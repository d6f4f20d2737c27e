namespace TopoGen.Benchmarks;

/// <summary>Counts words in state by key.</summary>
public abstract class StormTally
{
    private StormArrivals? _arrivals;

    [State("arrived")] protected long _arrived;

    public void Open(TaskContext task) => _arrivals = new StormArrivals(StormBoard.Own, task.Index);

    public void Execute(in StormWord word, [State] ref long total)
    {
        total++;
        _arrivals!.Take(++_arrived, intended: 0);
    }

    public void End() => _arrivals!.Note(_arrived);

    public void Close() => _arrivals?.Save();
}
