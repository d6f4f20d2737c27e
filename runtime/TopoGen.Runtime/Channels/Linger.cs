namespace TopoGen.Runtime;

/// <summary>
/// How long a batch that is not full waits for more at the end of a turn: so many times as long as sending it takes, so that an executor spends a
/// bounded part of its time with sending, however little comes at a time. Its executor's thread only.
/// </summary>
internal sealed class Linger
{
    /// <summary>How many of the last times count.</summary>
    private const int Memory = 8;

    private readonly long _most;
    private readonly int _factor;
    private long _cost;

    /// <param name="tuning">The bounds.</param>
    /// <param name="clock">The engine's.</param>
    public Linger(Tuning tuning, TimeProvider clock)
    {
        _most = (long)(tuning.Linger.TotalSeconds * clock.TimestampFrequency);
        _factor = tuning.LingerFactor;
        Time = _most;
    }

    /// <summary>By the engine's clock.</summary>
    public long Time { get; private set; }

    /// <summary>Sending has taken so long.</summary>
    public void Note(long took)
    {
        if (_factor > 0)
        {
            _cost = _cost == 0 ? took : _cost + ((took - _cost) / Memory);
            Time = Math.Min(_most, _cost * _factor);
        }
    }
}
