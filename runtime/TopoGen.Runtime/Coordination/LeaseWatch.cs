namespace TopoGen.Runtime;

/// <summary>
/// An observer's watch over one lease. A lease is over when it stood still for its time to live while the observer kept looking;
/// no clock but the observer's own has a say. Immutable; no thread rules.
/// </summary>
/// <param name="Value">The lease as it was last read.</param>
/// <param name="Since">From when on it has surely been like that.</param>
/// <param name="Last">The last reading.</param>
internal readonly record struct LeaseWatch(LeaderLease Value, TimeSpan Since, Reading Last)
{
    /// <summary>Begins to watch.</summary>
    public static LeaseWatch Begin(LeaderLease value, Reading at) => new(value, at.Answered, at);

    /// <summary>
    /// Takes note of a reading. A change starts the watch anew, and so does a gap of more than half the time to live: the
    /// observer or the store stood still, and so may the holder have done for the same reason.
    /// </summary>
    public LeaseWatch Observe(LeaderLease value, Reading at, TimeSpan timeToLive)
        => value != Value || at.Answered - Last.Asked > timeToLive / 2
            ? Begin(value, at)
            : this with { Last = at };

    public bool IsOver(TimeSpan timeToLive) => Last.Asked - Since >= timeToLive;

    /// <summary>Whether it has stood still for longer than any healthy holder lets it, so that it may soon be over.</summary>
    public bool IsOverdue(TimeSpan timeToLive) => Last.Asked - Since >= timeToLive / 2;

    /// <summary>Whether it was seen to change lately, so that its holder is surely alive.</summary>
    public bool IsFresh(TimeSpan timeToLive) => Last.Answered - Since < timeToLive / 2;
}
