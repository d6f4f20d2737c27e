namespace TopoGen.Benchmarks;

/// <summary>Visits keys in turn: all of them once as fast as it goes, then at a rate.</summary>
public abstract class VisitSource
{
    private readonly VisitSettings _settings = VisitSettings.Own;
    private readonly VisitPace? _pace = VisitSettings.Own.Rate > 0 ? new VisitPace(VisitSettings.Own.Rate) : null;
    private TimeProvider _time = TimeProvider.System;

    [Position] protected long _number;

    public void Open(TaskContext context) => _time = context.Time;

    public SpoutStatus Next()
    {
        long now = _time.GetTimestamp();
        if (_number >= _settings.Keys && _pace?.Allows(now) == false)
        {
            return SpoutStatus.Idle;
        }

        Emit(new Visit(_number, _number % _settings.Keys, now));
        _number++;
        return SpoutStatus.More;
    }

    [Output]
    protected abstract void Emit(in Visit visit);
}
