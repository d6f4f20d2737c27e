using TopoGen.Oracle.Chaos;

namespace TopoGen.Chaos;

/// <summary>
/// Raises what spouts may give. Each round has its part of all tuples, which it is given fast at first and then ever slower; a little of what is left for later comes on top, so
/// that there is always something on its way, however long a recovery takes, and always something left for the faults to come.
/// </summary>
/// <param name="folder">Where the allowance is.</param>
/// <param name="total">All there is.</param>
internal sealed class Supply(string folder, long total)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Of what the round has left, each time.</summary>
    private const double Share = 0.02;

    /// <summary>Of what is left for later, each time.</summary>
    private const double Trickle = 0.0002;

    private readonly Lock _gate = new();
    private double _target;
    private double _allowed;

    public long Allowed { get; private set; }

    /// <summary>From now on the tuples of one round more are given.</summary>
    /// <param name="share">So much of all, from 0 to 1.</param>
    public void RaiseTo(double share)
    {
        lock (_gate)
        {
            _target = share * total;
        }
    }

    /// <summary>Gives all that is left at once.</summary>
    public void Finish()
    {
        lock (_gate)
        {
            Give(total);
        }
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval);
        while (Allowed < total && await timer.WaitForNextTickAsync(cancellation))
        {
            lock (_gate)
            {
                Give(Math.Min(total, _allowed + (Math.Max(0, _target - _allowed) * Share) + ((total - _allowed) * Trickle)));
            }
        }
    }

    private void Give(double allowed)
    {
        _allowed = Math.Max(_allowed, allowed);
        Allowed = (long)_allowed;
        Allowance.Write(folder, Allowed);
    }
}
