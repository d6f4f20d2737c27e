namespace TopoGen.Runtime;

/// <summary>
/// The links of one worker to those it has channels with: one link for each pair of workers carries all channels between them. A channel opens when
/// both ends are there; nothing flows before. Thread-safe.
/// </summary>
internal interface ILinkNetwork : IAsyncDisposable
{
    /// <summary>Peers that were not heard of for the link's time to live, by worker id.</summary>
    IReadOnlyList<string> SilentPeers { get; }

    /// <summary>Frames of dead channels and strangers that were refused.</summary>
    long RefusedFrames { get; }

    /// <summary>What executors may read themselves; null where links are read by others only.</summary>
    PolledLinks? Polled => null;

    /// <summary>Begins to listen.</summary>
    /// <returns>Where others reach it: the path of a Unix socket, and <c>host:port</c> where it listens beyond its host.</returns>
    Task<(string Socket, string? Address)> ListenAsync(CancellationToken cancellation);

    /// <summary>
    /// Says to whom there are channels: links to others are cut for good, and those to new ones are made and, when they break, made anew.
    /// </summary>
    /// <param name="self">This worker, under its current id.</param>
    /// <param name="peers">Those others.</param>
    /// <param name="generation">Of the plan that says so.</param>
    void SetPeers(WorkerInfo self, IReadOnlyList<WorkerInfo> peers, long generation);

    /// <param name="channel">Its identity.</param>
    /// <param name="peer">The worker that receives.</param>
    /// <param name="roomAvailable">Called, on any thread, when there is room again after <see cref="IChannelSender.HasRoom"/> was false.</param>
    IChannelSender OpenSender(ChannelId channel, string peer, Action roomAvailable);

    /// <param name="channel">Its identity.</param>
    /// <param name="peer">The worker that sends.</param>
    /// <param name="dataAvailable">
    /// Called, on any thread that holds no lock, when there is something to read after there was nothing. It may read and handle it
    /// right away, for a short while.
    /// </param>
    IChannelReceiver OpenReceiver(ChannelId channel, string peer, Action dataAvailable);
}
