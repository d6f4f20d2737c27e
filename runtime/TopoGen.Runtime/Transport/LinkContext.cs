using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>What all links of a worker share. Thread-safe.</summary>
internal sealed class LinkContext
{
    private long _refusedFrames;
    private long _generation;

    /// <param name="options">Validated.</param>
    /// <param name="schema">The hash of the topology's tuples and wiring, equal in all workers of one build.</param>
    /// <param name="time">Judges silence.</param>
    /// <param name="logger">For what goes wrong between workers.</param>
    public LinkContext(LinkOptions options, ulong schema, TimeProvider time, ILogger logger)
    {
        Options = options;
        Schema = schema;
        Time = time;
        Tls = options.UsesTls ? new LinkTls(options) : null;
        Handshakes = new HandshakeDeadlines(time, options.ConnectTimeout);
        Reports = new LinkReports(logger, time);
        Rings = new LinkRings(options, Reports);
    }

    public LinkOptions Options { get; }

    public ulong Schema { get; }

    public TimeProvider Time { get; }

    /// <summary>TLS for TCP, or null.</summary>
    public LinkTls? Tls { get; }

    public HandshakeDeadlines Handshakes { get; }

    public ChunkPool Pool { get; } = new();

    public LinkReports Reports { get; }

    /// <summary>Shared memory for connections.</summary>
    public LinkRings Rings { get; }

    /// <summary>Of the plan that named the peers last.</summary>
    public long Generation
    {
        get => Volatile.Read(ref _generation);
        set => Volatile.Write(ref _generation, value);
    }

    /// <summary>Connections that executors may read.</summary>
    public PolledLinks Polled { get; } = new();

    public long RefusedFrames => Volatile.Read(ref _refusedFrames);

    public void CountRefused() => Interlocked.Increment(ref _refusedFrames);
}
