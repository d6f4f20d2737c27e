using System.Globalization;
using System.Net;

namespace TopoGen.Runtime;

/// <summary>How workers reach each other. Every value is checked by <see cref="Validate"/> before anything starts.</summary>
public sealed class LinkOptions
{
    internal const int MinWindow = 64 * 1024;

    internal const int MaxWindow = 64 * 1024 * 1024;

    internal const int MinRing = 64 * 1024;

    internal const int MaxRing = 64 * 1024 * 1024;

    /// <summary>A shorter secret could be guessed from a recorded handshake.</summary>
    private const int LeastSecret = 8;

    /// <summary>
    /// Where to listen for workers of other hosts, <c>host:port</c> with a name, an IPv4 or a bracketed IPv6 address; port 0 takes
    /// a free one. Null, the default: only workers of this host are linked, through a Unix socket.
    /// </summary>
    public string? Listen { get; set; }

    /// <summary>
    /// What other hosts dial, <c>host:port</c>, where that is not what <see cref="Listen"/> says; port 0 stands for the port
    /// listened on.
    /// </summary>
    public string? Advertise { get; set; }

    /// <summary>
    /// The folder of the Unix socket; made, for this user only, where it is missing. By default a new private one below the
    /// temporary folder.
    /// </summary>
    public string? SocketFolder { get; set; }

    /// <summary>What links within this host go over. Either side can refuse shared memory for both.</summary>
    public LinkKind Kind { get; set; }

    /// <summary>
    /// Bytes of shared memory for each direction of a link: 64 KiB to 64 MiB. Who dials decides. What does not fit waits where it is kept
    /// anyway.
    /// </summary>
    public int RingSize { get; set; } = 1024 * 1024;

    /// <summary>
    /// Bytes of a channel that may be under way, sent and not yet handled: 64 KiB to 64 MiB. Sender and receiver each hold at most
    /// about twice as many.
    /// </summary>
    public int WindowSize { get; set; } = 1024 * 1024;

    /// <summary>The longest encoded tuple, in bytes: 1 KiB to 1 GiB. Equal in all workers.</summary>
    public int MaxTupleSize { get; set; } = 64 * 1024 * 1024;

    /// <summary>What both ends of a link must know, at least 8 characters; never sent. Null, the default: none.</summary>
    public string? Secret { get; set; }

    /// <summary>The PEM file of the certificate to show to workers that connect over TCP. With it, TCP means TLS, for all workers.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>The PEM file of the certificate's key.</summary>
    public string? KeyPath { get; set; }

    /// <summary>
    /// The PEM file of the authorities whose certificates are trusted. Whoever holds a certificate of theirs counts as a worker; names
    /// are not compared.
    /// </summary>
    public string? AuthorityPath { get; set; }

    /// <summary>How long connecting and the handshake may take: 10 ms to 1 minute.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often each side says that it is there: 10 ms to 1 minute, at most a third of <see cref="TimeToLive"/>.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>After how much silence a peer is reported, and dialled anew: 30 ms to 10 minutes.</summary>
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>The longest payload of a data frame: a batch not yet full, and one tuple that filled it.</summary>
    internal int MaxFrame => MaxTupleSize + ChunkPool.Largest;

    /// <summary>Where shared memory is made.</summary>
    internal string RingFolder { get; set; } = "/dev/shm";

    internal bool UsesTls => CertificatePath is not null;

    /// <exception cref="TopologyInputException">An option is out of its range; the message names it, its value and the range.</exception>
    public void Validate()
    {
        Check(nameof(WindowSize), WindowSize, MinWindow, MaxWindow);
        Check(nameof(RingSize), RingSize, MinRing, MaxRing);
        Check(nameof(MaxTupleSize), MaxTupleSize, 1024, 1 << 30);
        Check(nameof(ConnectTimeout), ConnectTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        Check(nameof(TimeToLive), TimeToLive, TimeSpan.FromMilliseconds(30), TimeSpan.FromMinutes(10));
        TimeSpan most = TimeSpan.FromTicks(Math.Min(TimeSpan.TicksPerMinute, TimeToLive.Ticks / 3));
        Check(nameof(HeartbeatInterval), HeartbeatInterval, TimeSpan.FromMilliseconds(10), most);
        CheckAddresses();
        CheckTls();
        if (Secret is not null && Secret.Length < LeastSecret)
        {
            throw new TopologyInputException($"Secret has {Secret.Length} characters; expected at least {LeastSecret}, better 32 random ones.");
        }
    }

    private void CheckAddresses()
    {
        HostPort? listen = Listen is null ? null : HostPort.Parse(nameof(Listen), Listen);
        HostPort? advertise = Advertise is null ? null : HostPort.Parse(nameof(Advertise), Advertise);
        if (advertise is not null && listen is null)
        {
            throw new TopologyInputException($"Advertise is '{Advertise}' but nothing listens; set Listen too.");
        }

        if (listen is { } where && advertise is null && IPAddress.TryParse(where.Host, out IPAddress? address)
            && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)))
        {
            throw new TopologyInputException($"Listen is '{Listen}', which nobody can dial; set Advertise to this host's name or address.");
        }
    }

    private void CheckTls()
    {
        string?[] paths = [CertificatePath, KeyPath, AuthorityPath];
        string[] names = [nameof(CertificatePath), nameof(KeyPath), nameof(AuthorityPath)];
        int missing = Array.FindIndex(paths, static path => path is null);
        int given = Array.FindIndex(paths, static path => path is not null);
        if (missing >= 0 && given >= 0)
        {
            throw new TopologyInputException($"{names[given]} is '{paths[given]}' but {names[missing]} is not set; TLS needs all three.");
        }

        for (int i = 0; i < paths.Length; i++)
        {
            if (paths[i] is { } path && !File.Exists(path))
            {
                throw new TopologyInputException($"{names[i]} is '{path}', which does not exist; expected a PEM file.");
            }
        }
    }

    private static void Check(string option, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new TopologyInputException(
                string.Create(CultureInfo.InvariantCulture, $"{option} is {value}; expected {least:N0} to {most:N0}."));
        }
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
