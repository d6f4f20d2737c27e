namespace TopoGen.Runtime;

/// <summary>
/// How often workers turn to the store for what need not be known at once: the more they are the rarer, so that all together ask no more than a small part of
/// what one Redis answers. Pure.
/// </summary>
internal static class StorePace
{
    private static readonly TimeSpan Follows = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Leads = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Counts = TimeSpan.FromSeconds(1);

    /// <summary>All together look at the board no more than 5,000 times a second.</summary>
    private static readonly TimeSpan FollowsForEach = TimeSpan.FromMicroseconds(200);

    /// <summary>All together report their counters no more than 250 times a second.</summary>
    private static readonly TimeSpan CountsForEach = TimeSpan.FromMilliseconds(4);

    /// <summary>
    /// How often a worker looks at the board. A tenth of the interval is lost at the most between one step of an epoch and the next, where workers are few
    /// enough: up to 125, with an interval of half a second or more.
    /// </summary>
    /// <param name="interval">From one epoch to the next.</param>
    /// <param name="workers">How many look.</param>
    public static TimeSpan OfFollower(TimeSpan interval, int workers) => Longer(interval / 20 < Follows ? interval / 20 : Follows, FollowsForEach * workers);

    /// <summary>How often the leader does: what it waits for comes from workers that look more rarely.</summary>
    /// <param name="workers">How many it waits for.</param>
    public static TimeSpan OfLeader(int workers) => Longer(Leads, FollowsForEach * workers / 4);

    /// <summary>How often a worker reports its counters.</summary>
    /// <param name="workers">How many do.</param>
    public static TimeSpan OfCounters(int workers) => Longer(Counts, CountsForEach * workers);

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
