namespace TopoGen.Benchmarks;

/// <summary>Emits lines of a text as its schedule says.</summary>
public abstract class StormLines
{
    private readonly string[] _lines = WordText.OwnLines;
    private StormPace? _pace;

    [Position] protected long _next;

    public void Open(TaskContext task) => _pace = new StormPace(StormBoard.Own, task.Index, task.Parallelism);

    public SpoutStatus Next()
    {
        if (_next >= _pace!.Due && !_pace.Allows(_next))
        {
            return _pace.Status;
        }

        Emit(new StormLine(_lines[_next % _lines.Length]));
        _next++;
        return SpoutStatus.More;
    }

    [Output]
    protected abstract void Emit(in StormLine line);
}
