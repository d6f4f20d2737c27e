namespace TopoGen.Runtime;

/// <summary>
/// How often the board is looked at. Each worker does, so the more there are the rarer: all together no more than 5,000 times a second, a small part of
/// what one Redis answers. Pure.
/// </summary>
internal static class EpochPace
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Leaders = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan ForEachWorker = TimeSpan.FromMicroseconds(200);

    /// <summary>A worker's. A tenth of the interval is lost at the most between one step of an epoch and the next, up to 125 workers.</summary>
    /// <param name="interval">From one epoch to the next.</param>
    /// <param name="workers">How many look.</param>
    public static TimeSpan OfWorker(TimeSpan interval, int workers)
        => Longer(interval / 20 < Longest ? interval / 20 : Longest, ForEachWorker * workers);

    /// <summary>The leader's: what it waits for comes from workers that look more rarely.</summary>
    /// <param name="workers">How many it waits for.</param>
    public static TimeSpan OfLeader(int workers) => Longer(Leaders, ForEachWorker * workers / 4);

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
