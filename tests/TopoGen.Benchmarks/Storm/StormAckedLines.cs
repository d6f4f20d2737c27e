namespace TopoGen.Benchmarks;

/// <summary>As <see cref="StormLines"/>; each line is a message, and what fails is emitted again.</summary>
public abstract class StormAckedLines
{
    private readonly string[] _lines = WordText.OwnLines;
    private StormPace? _pace;
    private StormMessages? _messages;
#pragma warning disable TG0401 // Nothing goes on after a failure here, and state would be measured with it.
    private long _next;
#pragma warning restore TG0401

    public void Open(TaskContext task)
    {
        _pace = new StormPace(StormBoard.Own, task.Index, task.Parallelism);
        _messages = new StormMessages(_pace, task.Index);
    }

    public SpoutStatus Next()
    {
        if (_next >= _pace!.Due && !_pace.Allows(_next))
        {
            return _pace.Status;
        }

        long next = _next++;
        _messages!.Emit(next);
        Emit(Line(next), next);
        return SpoutStatus.More;
    }

    public void Ack(long id) => _messages!.Ack(id);

    public void Fail(long id, FailReason reason)
    {
        _messages!.Fail();
        Emit(Line(id), id);
    }

    public void Close() => _messages?.Save();

    [Output]
    protected abstract void Emit(in StormLine line, long id);

    private StormLine Line(long number) => new(_lines[number % _lines.Length]);
}
