namespace TopoGen.Runtime;

/// <summary>Lets the first few failures of a task be logged, then one a second: a flood would hide the cause and stop the work.</summary>
internal sealed class FailureLog(TimeProvider time)
{
    private const int Free = 10;
    private long _reported;
    private long _unreported;
    private long _last;

    /// <param name="unreported">How many failures were kept back since the last that was reported.</param>
    public bool MayReport(out long unreported)
    {
        long now = time.GetTimestamp();
        if (_reported >= Free && time.GetElapsedTime(_last, now) < TimeSpan.FromSeconds(1))
        {
            _unreported++;
            unreported = 0;
            return false;
        }

        _reported++;
        _last = now;
        unreported = _unreported;
        _unreported = 0;
        return true;
    }
}
