using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>What all links of a worker share. Thread-safe.</summary>
internal sealed class LinkContext(LinkOptions options, ulong schema, TimeProvider time, ILogger logger)
{
    private long _refusedFrames;
    private long _generation;

    public LinkOptions Options => options;

    /// <summary>The hash of the topology's tuples and wiring, equal in all workers of one build.</summary>
    public ulong Schema => schema;

    public TimeProvider Time => time;

    /// <summary>TLS for TCP, or null.</summary>
    public LinkTls? Tls { get; } = options.UsesTls ? new LinkTls(options) : null;

    public HandshakeDeadlines Handshakes { get; } = new(time, options.ConnectTimeout);

    public ChunkPool Pool { get; } = new();

    public LinkReports Reports { get; } = new(logger, time);

    /// <summary>Of the plan that named the peers last.</summary>
    public long Generation
    {
        get => Volatile.Read(ref _generation);
        set => Volatile.Write(ref _generation, value);
    }

    public long RefusedFrames => Volatile.Read(ref _refusedFrames);

    public void CountRefused() => Interlocked.Increment(ref _refusedFrames);
}
