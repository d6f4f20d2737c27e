namespace TopoGen.Runtime;

/// <summary>
/// For how long a thread without work looks on before it sleeps: as long as it may where work mostly came within that time lately, and a
/// fraction of it where it mostly came later. One thread.
/// </summary>
/// <param name="limit">As long as it may, by the engine's clock.</param>
/// <param name="isConstant">Whether it always looks on, whatever came.</param>
internal sealed class AdaptiveSpin(long limit, bool isConstant)
{
    /// <summary>After so many times that work came in time, half as many that it came late make the difference.</summary>
    private const int Most = 8;

    /// <summary>
    /// The part of the limit that is looked on in any case: waking a thread that parked at once took twice as long as waking one that
    /// had looked on for 12 µs (median 19 against 11 µs), because the kernel leaves it beside the one that wakes it.
    /// </summary>
    private const int Fraction = 8;

    private int _score = Most;

    /// <summary>Whether looking on mostly paid lately, or is to be done anyway.</summary>
    public bool Pays => isConstant || _score > Most / 2;

    /// <summary>By the engine's clock.</summary>
    public long Length => Pays ? limit : limit / Fraction;

    /// <summary>Work has come after so long.</summary>
    public void Note(long idle)
    {
        if (idle <= limit)
        {
            _score = Math.Min(_score + 1, Most);
        }
        else
        {
            Missed();
        }
    }

    /// <summary>It looked on in vain.</summary>
    public void Missed() => _score = Math.Max(_score - 1, 0);
}
