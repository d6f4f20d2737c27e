namespace TopoGen.Runtime;

/// <summary>How long to wait before a peer is dialled again. Pure but for its memory of the last wait.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>The other side reads the plan at least so often that a longer wait would be ours.</summary>
    private static readonly TimeSpan LongestForPlan = TimeSpan.FromMilliseconds(50);

    /// <summary>What is final is asked again only because somebody may have repaired it.</summary>
    private static readonly TimeSpan Final = TimeSpan.FromSeconds(5);

    private TimeSpan _last;
    private bool _hasWorked;

    /// <summary>There was a connection.</summary>
    /// <param name="worked">Whether anything came over it; if so it is made anew at once.</param>
    public void Connected(bool worked) => _hasWorked = worked;

    public TimeSpan Next(HandshakeCode last)
    {
        if (_hasWorked)
        {
            _hasWorked = false;
            _last = TimeSpan.Zero;
            return TimeSpan.Zero;
        }

        if (last == HandshakeCode.Refused)
        {
            return Final;
        }

        TimeSpan longest = last == HandshakeCode.NotYet ? LongestForPlan : Longest;
        _last = _last == TimeSpan.Zero ? Shortest : 2 * _last;
        _last = _last < longest ? _last : longest;
        return _last;
    }
}
