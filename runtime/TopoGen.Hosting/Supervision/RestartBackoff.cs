namespace TopoGen.Hosting.Supervision;

/// <summary>How long to wait before a process that ended is started again: 100 ms, twice as long each time, at most 10 s.</summary>
internal sealed class RestartBackoff
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(10);

    /// <summary>A process that lived so long has long been through its start and was well: what ended it is something new.</summary>
    private static readonly TimeSpan Well = TimeSpan.FromSeconds(5);

    private TimeSpan _next = Least;

    /// <param name="lived">How long the process lived.</param>
    public TimeSpan Next(TimeSpan lived)
    {
        TimeSpan wait = lived >= Well ? Least : _next;
        _next = wait + wait < Most ? wait + wait : Most;
        return wait;
    }
}
