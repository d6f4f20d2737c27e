using System.Diagnostics;

namespace TopoGen.Benchmarks;

/// <summary>Spreads visits evenly. What stood still is made up for a hundredth of a second at most.</summary>
/// <param name="rate">Visits a second.</param>
internal sealed class VisitPace(long rate)
{
    private long _next;

    /// <summary>Whether one more may be made now; counts it.</summary>
    public bool Allows(long now)
    {
        if (now < _next)
        {
            return false;
        }

        _next = Math.Max(_next, now - (Stopwatch.Frequency / 100)) + (Stopwatch.Frequency / rate);
        return true;
    }
}
