namespace TopoGen.Runtime;

/// <summary>
/// How long an idle spout is left alone: not at all for a while, where it mostly had something within that while lately; then 1 ms, and twice as
/// long each time, up to the configured limit. Its executor's thread only.
/// </summary>
internal sealed class IdleWait
{
    /// <summary>Where restarting mostly was in vain, every so many is tried.</summary>
    private const int Trial = 16;

    private readonly TimeProvider _clock;
    private readonly AdaptiveSpin _spin;
    private readonly long _nap;
    private readonly long _shortest;
    private readonly long _longest;
    private long _length;

    /// <summary>Whether it was not asked since the last <see cref="Restart"/>.</summary>
    private bool _isRestarted;
    private int _skipped;

    /// <summary>Since when it has nothing; the smallest number where it has.</summary>
    private long _since = long.MinValue;

    /// <param name="clock">The engine's.</param>
    /// <param name="spin">For how long it is asked over and over.</param>
    /// <param name="longest">The limit.</param>
    public IdleWait(TimeProvider clock, AdaptiveSpin spin, TimeSpan longest)
    {
        _clock = clock;
        _spin = spin;
        _nap = Math.Max(1, clock.TimestampFrequency / 1_000_000);
        _shortest = clock.TimestampFrequency / 1000;
        _longest = (long)(longest.TotalSeconds * clock.TimestampFrequency);
    }

    /// <summary>The timestamp of the engine's clock at which the wait is over; 0 where there is none.</summary>
    public long Until { get; private set; }

    public bool IsOver => Until == 0 || _clock.GetTimestamp() >= Until;

    /// <summary>The spout is to be asked at once.</summary>
    public void Reset()
    {
        Until = 0;
        _length = 0;
        _since = long.MinValue;
        _isRestarted = false;
    }

    /// <summary>
    /// The executor has handled something that the spout may have waited for: it is asked at once, and then as if it had just begun to have nothing.
    /// Where that was mostly in vain lately, it is tried now and then only: a call may cost more than what was handled.
    /// </summary>
    public void Restart()
    {
        if (_since == long.MinValue || (!_spin.Pays && ++_skipped % Trial != 0))
        {
            return;
        }

        Until = 0;
        _length = 0;
        _since = _clock.GetTimestamp();
        _isRestarted = true;
    }

    /// <summary>The spout had something.</summary>
    /// <param name="calls">How often in a row: what came while it was left alone came in shorter intervals than it was.</param>
    public void Came(int calls)
    {
        if (_since != long.MinValue)
        {
            _spin.Note((_clock.GetTimestamp() - _since) / calls);
        }

        Reset();
    }

    /// <summary>The spout had nothing.</summary>
    public void Lengthen()
    {
        if (_isRestarted)
        {
            _isRestarted = false;
            _spin.Missed();
        }

        long now = _clock.GetTimestamp();
        if (_since == long.MinValue)
        {
            _since = now;
        }

        if (now - _since < _spin.Length)
        {
            Until = now + _nap;
        }
        else
        {
            Wait();
        }
    }

    /// <summary>The spout failed: asking it again at once would not help.</summary>
    public void BackOff()
    {
        _since = long.MinValue;
        Wait();
    }

    private void Wait()
    {
        _length = Math.Clamp(2 * _length, _shortest, _longest);
        Until = _clock.GetTimestamp() + _length;
    }
}
