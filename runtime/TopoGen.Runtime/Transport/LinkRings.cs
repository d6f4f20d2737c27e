namespace TopoGen.Runtime;

/// <summary>
/// Makes and takes shared memory for connections, and says in the log, once, why that is not possible: the connection goes over its socket
/// alone, then. Thread-safe.
/// </summary>
internal sealed class LinkRings(LinkOptions options, LinkReports reports)
{
    /// <summary>Longer than any handshake takes: what still has its name then belonged to a process that was killed.</summary>
    private static readonly TimeSpan LongGone = TimeSpan.FromMinutes(10);

    /// <summary>Whether a connection over this socket may use shared memory.</summary>
    public bool Suit(LinkSocket socket) => options.Kind == LinkKind.Auto && socket.IsLocal;

    /// <returns>Null where it is not possible.</returns>
    public RingFile? TryMake() => Try("made", () => RingFile.Make(options.RingFolder, options.RingSize));

    /// <param name="offer">Of an authenticated peer.</param>
    /// <returns>Null where it is not possible.</returns>
    public RingFile? TryTake(RingOffer offer) => Try("taken", () => RingFile.Take(options.RingFolder, offer));

    /// <summary>Removes what killed processes have left behind.</summary>
    public void Sweep()
    {
        if (options.Kind != LinkKind.Auto || !OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            DateTime limit = DateTime.UtcNow - LongGone;
            foreach (string path in Directory.EnumerateFiles(options.RingFolder, RingFile.Prefix + "*"))
            {
                Remove(path, limit);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // There is no such folder, or none to read: links will say so where it matters.
        }
    }

    private static void Remove(string path, DateTime limit)
    {
        try
        {
            if (File.GetLastWriteTimeUtc(path) < limit)
            {
                File.Delete(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another user's, who removes it.
        }
    }

    private RingFile? Try(string what, Func<RingFile> open)
    {
        try
        {
            return open();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or EntryPointNotFoundException)
        {
            reports.Once(
                $"Shared memory for a link could not be {what}, so it goes over a socket; set Link to socket where that is meant: {exception.Message}",
                $"shared memory {what}");
            return null;
        }
    }
}
