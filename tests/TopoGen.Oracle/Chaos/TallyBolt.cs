namespace TopoGen.Oracle.Chaos;

/// <summary>Counts and sums the numbers of each key, and says of each what it is to the one before.</summary>
public abstract class TallyBolt
{
    private int _task;

    public void Open(TaskContext task) => _task = task.Index;

    public void Execute(in Number number, [State] ref Tallied tallied)
    {
        OutcomeKind kind = (number.Sequence - tallied.Last) switch
        {
            < 0 => OutcomeKind.Back,
            0 => OutcomeKind.Repeat,
            1 => OutcomeKind.Next,
            _ => OutcomeKind.Gap,
        };
        tallied = new Tallied(number.Sequence, tallied.Count + 1, tallied.Sum + number.Sequence);
        Emit(new Outcome(kind, number.Key, tallied.Last, tallied.Count, tallied.Sum, _task));
    }

    public void End(KeyedState<int, Tallied> tallied)
    {
        foreach ((int key, Tallied at) in tallied)
        {
            Emit(new Outcome(OutcomeKind.Total, key, at.Last, at.Count, at.Sum, _task));
        }
    }

    [Output] protected abstract void Emit(in Outcome outcome);
}
