namespace TopoGen.Benchmarks;

/// <summary>Emits numbers as its schedule says.</summary>
public abstract class StormSource
{
    private StormPace? _pace;

    [Position] protected long _next;

    public void Open(TaskContext task) => _pace = new StormPace(StormBoard.Own, task.Index, task.Parallelism);

    public SpoutStatus Next()
    {
        long next = _next;
        if (next >= _pace!.Due && !_pace.Allows(next))
        {
            return _pace.Status;
        }

        _next = next + 1;
        Emit(new StormItem(next, _pace.Intended(next)));
        return SpoutStatus.More;
    }

    [Output]
    protected abstract void Emit(in StormItem item);
}
