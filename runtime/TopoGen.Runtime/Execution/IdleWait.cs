using System.Diagnostics;

namespace TopoGen.Runtime;

/// <summary>How long an idle spout is left alone: 1 ms at first, twice as long each time, up to the configured limit.</summary>
internal sealed class IdleWait(TaskHost host)
{
    private static readonly long Shortest = Stopwatch.Frequency / 1000;

    private readonly long _longest = (long)(host.Options.MaxIdleWait.TotalSeconds * Stopwatch.Frequency);
    private long _length;

    /// <summary>The <see cref="Stopwatch"/> timestamp at which the wait is over; 0 where there is none.</summary>
    public long Until { get; private set; }

    public bool IsOver => Until == 0 || Stopwatch.GetTimestamp() >= Until;

    public void Reset()
    {
        Until = 0;
        _length = 0;
    }

    public void Lengthen()
    {
        _length = Math.Clamp(2 * _length, Shortest, _longest);
        Until = Stopwatch.GetTimestamp() + _length;
    }
}
