using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>The links of a worker over sockets. Its threads begin with <see cref="ListenAsync"/> or the first peer.</summary>
internal sealed class LinkHub : ILinkNetwork
{
    private readonly LinkContext _context;
    private readonly LinkGreeter _greeter;
    private readonly LinkEntrance _entrance;
    private readonly Lock _sync = new();
    private readonly Dictionary<string, Link> _links = new(StringComparer.Ordinal);
    private readonly List<Link> _cut = [];
    private readonly object _pulse = new();
    private readonly Thread _ticking;
    private WorkerInfo? _self;
    private bool _isTicking;
    private bool _isDisposed;

    /// <param name="options">Validated here.</param>
    /// <param name="schema">The hash of the topology; only workers with an equal one are linked.</param>
    /// <param name="time">Judges silence.</param>
    /// <param name="loggers">For what goes wrong between workers.</param>
    /// <exception cref="TopologyInputException">An option cannot be used.</exception>
    public LinkHub(LinkOptions options, ulong schema, TimeProvider time, ILoggerFactory loggers)
    {
        options.Validate();
        _context = new LinkContext(options, schema, time, loggers.CreateLogger("TopoGen.Links"));
        _greeter = new LinkGreeter(_context, () => Volatile.Read(ref _self)?.Id, Judge);
        _entrance = new LinkEntrance(_context, _greeter);
        _ticking = new Thread(RunTicks) { IsBackground = true, Name = "topogen-links" };
    }

    public IReadOnlyList<string> SilentPeers
    {
        get
        {
            lock (_sync)
            {
                return [.. _links.Values.Where(static link => link.IsSilent).Select(static link => link.Peer.Id)];
            }
        }
    }

    public long RefusedFrames => _context.RefusedFrames;

    public PolledLinks Polled => _context.Polled;

    public Task<(string Socket, string? Address)> ListenAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_sync)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            StartTicks();
        }

        _context.Rings.Sweep();
        return _entrance.ListenAsync(cancellation);
    }

    public void SetPeers(WorkerInfo self, IReadOnlyList<WorkerInfo> peers, long generation)
    {
        lock (_sync)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            StartTicks();
            bool isAnother = _self?.Id != self.Id;
            _self = self;
            _context.Generation = generation;
            var named = peers.Where(peer => peer.Id != self.Id).ToDictionary(static peer => peer.Id, StringComparer.Ordinal);
            foreach (Link link in _links.Values.Where(link => isAnother || !named.ContainsKey(link.Peer.Id)).ToArray())
            {
                Cut(link);
            }

            foreach (Link link in _links.Values)
            {
                link.Nudge();
            }

            foreach (WorkerInfo peer in named.Values)
            {
                if (!_links.ContainsKey(peer.Id))
                {
                    var link = new Link(self, peer, _context);
                    _links.Add(peer.Id, link);
                    link.Start();
                }
            }
        }
    }

    public IChannelSender OpenSender(ChannelId channel, string peer, Action roomAvailable) => Find(peer).OpenSender(channel, roomAvailable);

    public IChannelReceiver OpenReceiver(ChannelId channel, string peer, Action dataAvailable)
        => Find(peer).OpenReceiver(channel, dataAvailable);

    public async ValueTask DisposeAsync()
    {
        Link[] links;
        lock (_sync)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            foreach (Link link in _links.Values.ToArray())
            {
                Cut(link);
            }

            links = [.. _cut];
            _self = null;
        }

        _context.Handshakes.Stop();
        lock (_pulse)
        {
            Monitor.Pulse(_pulse);
        }

        await Task.Run(() =>
        {
            _entrance.Dispose();
            foreach (Link link in links)
            {
                link.Join();
            }

            _greeter.Join();
            if (_isTicking)
            {
                _ticking.Join();
            }
        }).ConfigureAwait(false);
    }

    private Link Find(string peer)
    {
        lock (_sync)
        {
            return _links.TryGetValue(peer, out Link? link)
                ? link
                : throw new ArgumentException($"Worker '{peer}' is not among the {_links.Count} peers of this one; call SetPeers first.", nameof(peer));
        }
    }

    private void Cut(Link link)
    {
        _links.Remove(link.Peer.Id);
        link.Cut();
        _cut.RemoveAll(static former => former.HasEnded);
        _cut.Add(link);
    }

    /// <summary>Decides about a dialler whose secret is right.</summary>
    private LinkVerdict Judge(HandshakeRequest request)
    {
        lock (_sync)
        {
            LinkVerdict verdict = LinkVerdict.Decide(request, _self?.Id, _context, _links.ContainsKey(request.From.Id));
            return verdict.Code == HandshakeCode.Ready ? verdict with { Link = _links[request.From.Id] } : verdict;
        }
    }

    private void StartTicks()
    {
        if (!_isTicking)
        {
            _isTicking = true;
            _ticking.Start();
        }
    }

    private void RunTicks()
    {
        // A thread of its own: work that fills the thread pool must not make this worker look dead.
        while (true)
        {
            lock (_pulse)
            {
                if (Volatile.Read(ref _isDisposed))
                {
                    return;
                }

                Monitor.Wait(_pulse, _context.Options.HeartbeatInterval);
            }

            Link[] links;
            lock (_sync)
            {
                links = [.. _links.Values];
            }

            _context.Handshakes.Tick();
            _context.Polled.HelpOut();
            foreach (Link link in links)
            {
                link.Tick();
            }
        }
    }
}
