using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>The links of one process.</summary>
internal sealed class SimulatedNode(SimulatedNetwork network, SimulatedProcess process) : ILinkNetwork
{
    private readonly Dictionary<string, SimulatedLink> _links = new(StringComparer.Ordinal);
    private ITimer? _ticks;

    public SimulatedNetwork Network => network;

    public SimulatedProcess Process => process;

    public IEnumerable<SimulatedLink> Links => _links.Values;

    /// <summary>Its worker, under its current id; null before it has one.</summary>
    public WorkerInfo? Self { get; private set; }

    public long Generation { get; private set; }

    public IReadOnlyList<string> SilentPeers => [.. _links.Values.Where(static l => l.IsSilent).Select(static l => l.Peer.Id)];

    public long RefusedFrames { get; set; }

    public Task<(string Socket, string? Address)> ListenAsync(CancellationToken cancellation)
        => Task.FromResult<(string, string?)>(($"/run/{process.Name}", null));

    public void SetPeers(WorkerInfo self, IReadOnlyList<WorkerInfo> peers, long generation)
    {
        _ticks ??= process.Clock.CreateTimer(_ => Tick(), null, network.HeartbeatInterval, network.HeartbeatInterval);
        bool isAnother = Self?.Id != self.Id;
        Self = self;
        Generation = generation;
        Dictionary<string, WorkerInfo> named = peers.Where(p => p.Id != self.Id).ToDictionary(static p => p.Id, StringComparer.Ordinal);
        foreach (SimulatedLink link in _links.Values.Where(l => isAnother || !named.ContainsKey(l.Peer.Id)).ToArray())
        {
            _links.Remove(link.Peer.Id);
            link.Cut();
        }

        foreach (WorkerInfo peer in named.Values.Where(p => !_links.ContainsKey(p.Id)))
        {
            var link = new SimulatedLink(this, self, peer);
            _links.Add(peer.Id, link);
            link.Start();
        }
    }

    public SimulatedLink? LinkTo(string peer) => _links.GetValueOrDefault(peer);

    public IChannelSender OpenSender(ChannelId channel, string peer, Action roomAvailable) => Find(peer).OpenSender(channel, roomAvailable);

    public IChannelReceiver OpenReceiver(ChannelId channel, string peer, Action dataAvailable)
        => Find(peer).OpenReceiver(channel, dataAvailable);

    public ValueTask DisposeAsync()
    {
        _ticks?.Dispose();
        foreach (SimulatedLink link in _links.Values)
        {
            link.Cut();
        }

        _links.Clear();
        Self = null;
        return ValueTask.CompletedTask;
    }

    private SimulatedLink Find(string peer)
        => _links.GetValueOrDefault(peer) ?? throw new ArgumentException($"Worker '{peer}' is not among the peers of this one; call SetPeers first.", nameof(peer));

    private void Tick()
    {
        foreach (SimulatedLink link in _links.Values.ToArray())
        {
            link.Tick();
        }
    }
}
