namespace TopoGen.Benchmarks;

/// <summary>Counts words in memory only: a message is done when its words were here, and waits for no epoch.</summary>
public abstract class StormAckedTally
{
    private readonly Dictionary<string, long> _totals = new(StringComparer.Ordinal);
    private StormArrivals? _arrivals;
#pragma warning disable TG0401 // Nothing goes on after a failure here, and state would be measured with it.
    private long _arrived;
#pragma warning restore TG0401

    public void Open(TaskContext task) => _arrivals = new StormArrivals(StormBoard.Own, task.Index);

    public void Execute(in StormWord word)
    {
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_totals, word.Text, out _)++;
        _arrivals!.Take(++_arrived, intended: 0);
    }

    public void End() => _arrivals!.Note(_arrived);

    public void Close() => _arrivals?.Save();
}
