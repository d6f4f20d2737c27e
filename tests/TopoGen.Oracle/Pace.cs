namespace TopoGen.Oracle;

/// <summary>Lets a spout emit so many tuples a second, counted from its start.</summary>
/// <param name="rate">Tuples a second; 0 for as many as go through.</param>
/// <param name="time">The clock.</param>
public sealed class Pace(int rate, TimeProvider time)
{
    /// <summary>What was not emitted in that time, because something stood still, is not made up for.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMilliseconds(50);

    private long _since = time.GetTimestamp();
    private long _emitted;

    /// <summary>Whether one more may be emitted now; counts it.</summary>
    public bool Allows()
    {
        if (rate == 0)
        {
            return true;
        }

        double behind = (time.GetElapsedTime(_since).TotalSeconds * rate) - _emitted;
        if (behind < 1)
        {
            return false;
        }

        if (behind > Memory.TotalSeconds * rate + 1)
        {
            _since = time.GetTimestamp();
            _emitted = 0;
            return true;
        }

        _emitted++;
        return true;
    }
}
