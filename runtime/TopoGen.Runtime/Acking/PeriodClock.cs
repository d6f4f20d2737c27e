namespace TopoGen.Runtime;

/// <summary>
/// A coarse clock that all executors of a process read for every tracked tuple, so it is on a cache line of its own: a number from 1 to 127 that
/// changes several times in a message timeout.
/// </summary>
internal sealed class PeriodClock : IDisposable
{
    /// <summary>The last number, before the first one comes again; as a mask, all of them.</summary>
    public const int Last = 127;

    private readonly ITimer? _timer;
    private PaddedCounter _now = new() { Value = 1 };

    /// <param name="time">The clock.</param>
    /// <param name="timeout">The message timeout; zero where there is none, and so no need to move.</param>
    public PeriodClock(TimeProvider time, TimeSpan timeout)
    {
        if (timeout > TimeSpan.Zero)
        {
            TimeSpan period = timeout / Ledger.Periods;
            _timer = time.CreateTimer(static state => ((PeriodClock)state!).Move(), this, period, period);
        }
    }

    /// <summary>Any thread.</summary>
    public int Now => (int)_now.Value;

    public void Dispose() => _timer?.Dispose();

    private void Move() => Volatile.Write(ref _now.Value, _now.Value == Last ? 1 : _now.Value + 1);
}
