using System.Globalization;

namespace TopoGen.Runtime;

/// <summary>The times by which workers of one topology keep together. Checked by <see cref="Validate"/> before anything starts.</summary>
public sealed class ClusterOptions
{
    /// <summary>
    /// For how long a lease holds that is not renewed: 500 ms to 1 minute. A dead worker's tasks move after this time where nobody
    /// saw it die. The same in all workers of a topology.
    /// </summary>
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>For how long joins are gathered before tasks without worker are given to them: 0 to 1 minute.</summary>
    public TimeSpan JoinDebounce { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a start waits for the expected number of workers after the first has joined: 0 to 1 hour.</summary>
    public TimeSpan StartWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long work in progress may take before tasks are moved all the same, which may lose it: 0 to 1 hour.</summary>
    public TimeSpan QuietWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>For how long a worker that others could not reach gets no tasks: 0 to 1 hour.</summary>
    public TimeSpan LinkCoolDown { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a lease is renewed: two renewals may fail, and the third is still in time.</summary>
    internal TimeSpan RenewInterval => LeaseTime / 6;

    /// <summary>How often it is renewed while something is about to change.</summary>
    internal TimeSpan HurriedInterval
        => TimeSpan.FromTicks(Math.Min(RenewInterval.Ticks, TimeSpan.FromMilliseconds(100).Ticks));

    /// <summary>How long one call of the store may take. Longer than that is as good as no answer.</summary>
    internal TimeSpan CallTimeout => LeaseTime / 3;

    /// <summary>How long after the last renewal a worker stops working: earlier than others can have judged it dead.</summary>
    internal TimeSpan SuspendAfter => LeaseTime * 2 / 3;

    /// <exception cref="TopologyInputException">An option is out of its range; the message names it, its value and the range.</exception>
    public void Validate()
    {
        Check(nameof(LeaseTime), LeaseTime, TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(1));
        Check(nameof(JoinDebounce), JoinDebounce, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Check(nameof(StartWait), StartWait, TimeSpan.Zero, TimeSpan.FromHours(1));
        Check(nameof(QuietWait), QuietWait, TimeSpan.Zero, TimeSpan.FromHours(1));
        Check(nameof(LinkCoolDown), LinkCoolDown, TimeSpan.Zero, TimeSpan.FromHours(1));
    }

    private static void Check(string option, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            throw new TopologyInputException(
                string.Create(CultureInfo.InvariantCulture, $"{option} is {value}; expected {least} to {most}."));
        }
    }
}
