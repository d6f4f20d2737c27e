namespace TopoGen.Runtime;

/// <summary>How long an idle spout is left alone: 1 ms at first, twice as long each time, up to the configured limit.</summary>
internal sealed class IdleWait(TaskHost host)
{
    private readonly TimeProvider _clock = host.Threads.Clock;
    private readonly long _shortest = host.Threads.Clock.TimestampFrequency / 1000;
    private readonly long _longest = (long)(host.Options.MaxIdleWait.TotalSeconds * host.Threads.Clock.TimestampFrequency);
    private long _length;

    /// <summary>The timestamp of the engine's clock at which the wait is over; 0 where there is none.</summary>
    public long Until { get; private set; }

    public bool IsOver => Until == 0 || _clock.GetTimestamp() >= Until;

    public void Reset()
    {
        Until = 0;
        _length = 0;
    }

    public void Lengthen()
    {
        _length = Math.Clamp(2 * _length, _shortest, _longest);
        Until = _clock.GetTimestamp() + _length;
    }
}
