namespace TopoGen.Benchmarks;

/// <summary>Emits events as its schedule says.</summary>
public abstract class AdSource
{
    private readonly AdEvents _events = new(YahooSettings.Own);
    private StormPace? _pace;
    private TimeProvider _time = TimeProvider.System;

    [Position] protected long _next;

    public void Open(TaskContext task) => (_pace, _time) = (new StormPace(StormBoard.Own, task.Index, task.Parallelism), task.Time);

    public SpoutStatus Next()
    {
        if (_next >= _pace!.Due && !_pace.Allows(_next))
        {
            return _pace.Status;
        }

        Emit(new AdJson(_events.Write(_next, _pace.IsPaced ? _pace.TimeOf(_next) : _time.GetTimestamp())));
        _next++;
        return SpoutStatus.More;
    }

    public void Close() => _events.Save(StormBoard.Own.Folder);

    [Output]
    protected abstract void Emit(scoped in AdJson json);
}
