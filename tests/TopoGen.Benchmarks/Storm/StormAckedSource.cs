namespace TopoGen.Benchmarks;

/// <summary>As <see cref="StormSource"/>; each tuple is a message, and what fails is emitted again.</summary>
public abstract class StormAckedSource
{
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
        long next = _next;
        if (next >= _pace!.Due && !_pace.Allows(next))
        {
            return _pace.Status;
        }

        _next = next + 1;
        _messages!.Emit(next);
        Emit(new StormItem(next, _pace.Intended(next)), next);
        return SpoutStatus.More;
    }

    public void Ack(long id) => _messages!.Ack(id);

    public void Fail(long id, FailReason reason)
    {
        _messages!.Fail();
        Emit(new StormItem(id, _pace!.Intended(id)), id);
    }

    public void Close() => _messages?.Save();

    [Output]
    protected abstract void Emit(in StormItem item, long id);
}
