namespace TopoGen.Runtime;

/// <summary>
/// Judges whether a peer is silent: nothing was heard of it for the time to live, by the observer's own monotonic clock. Where the
/// observer itself stood still, what it did not hear proves nothing, and the watch begins again. Times are timestamps of one
/// <see cref="TimeProvider"/>. Thread-safe.
/// </summary>
internal sealed class SilenceWatch(long now, long timeToLive)
{
    private long _heard = now;
    private long _looked = now;

    /// <summary>The peer said something.</summary>
    public void Hear(long now) => Volatile.Write(ref _heard, now);

    /// <summary>Looks at the clock; to be called much more often than once in a time to live, by one thread.</summary>
    /// <returns>Whether the peer is silent.</returns>
    public bool Look(long now)
    {
        if (now - _looked > timeToLive / 2)
        {
            Hear(now);
        }

        _looked = now;
        return IsSilent(now);
    }

    public bool IsSilent(long now) => now - Volatile.Read(ref _heard) > timeToLive;
}
