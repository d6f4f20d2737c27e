namespace TopoGen.Benchmarks;

/// <summary>As <see cref="AdSource"/>; each event is a message. One that fails ends the measurement: it would have another time when it came again.</summary>
public abstract class AdAckedSource
{
    private readonly AdEvents _events = new(YahooSettings.Own);
    private StormPace? _pace;
    private TimeProvider _time = TimeProvider.System;
#pragma warning disable TG0401 // Nothing goes on after a failure here.
    private long _next;
#pragma warning restore TG0401

    public void Open(TaskContext task) => (_pace, _time) = (new StormPace(StormBoard.Own, task.Index, task.Parallelism), task.Time);

    public SpoutStatus Next()
    {
        if (_next >= _pace!.Due && !_pace.Allows(_next))
        {
            return _pace.Status;
        }

        long next = _next++;
        Emit(new AdJson(_events.Write(next, _pace.IsPaced ? _pace.TimeOf(next) : _time.GetTimestamp())), next);
        return SpoutStatus.More;
    }

    public void Ack(long id)
    {
    }

    public void Fail(long id, FailReason reason) => throw new TopologyInputException($"Event {id} failed: {reason}.");

    public void Close() => _events.Save(StormBoard.Own.Folder);

    [Output]
    protected abstract void Emit(scoped in AdJson json, long id);
}
