using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>One worker's end of the link to another one.</summary>
internal sealed class SimulatedLink
{
    private readonly SimulatedNode _node;
    private readonly Dictionary<ChannelId, SimulatedSender> _senders = [];
    private readonly Dictionary<ChannelId, SimulatedReceiver> _receivers = [];
    private readonly HashSet<ChannelId> _gone = [];

    /// <summary>Channels that the peer has opened on this connection and that have no receiver yet.</summary>
    private readonly HashSet<ChannelId> _waiting = [];
    private readonly List<IOutgoing> _scheduled = [];
    private readonly SilenceWatch _watch;
    private readonly Backoff _backoff = new();
    private bool _isPumping;
    private bool _isCut;

    public SimulatedLink(SimulatedNode node, WorkerInfo self, WorkerInfo peer)
    {
        _node = node;
        Self = self;
        Peer = peer;
        _watch = new SilenceWatch(Now, Network.TimeToLive.Ticks);
    }

    public SimulatedNetwork Network => _node.Network;

    public SimulatedProcess Process => _node.Process;

    public WorkerInfo Self { get; }

    public WorkerInfo Peer { get; }

    public SimulatedConnection? Connection { get; private set; }

    public bool IsSilent => _watch.IsSilent;

    public IEnumerable<SimulatedSender> Senders => _senders.Values;

    public IEnumerable<SimulatedReceiver> Receivers => _receivers.Values;

    private long Now => Network.Simulator.Now.Ticks;

    public void Start()
    {
        if (Link.Dials(Self.Id, Peer.Id))
        {
            DialAfter(TimeSpan.Zero);
        }
    }

    /// <exception cref="InvalidOperationException">The channel has a sender.</exception>
    public SimulatedSender OpenSender(ChannelId channel, Action roomAvailable)
    {
        var sender = new SimulatedSender(this, channel, roomAvailable);
        if (!_senders.TryAdd(channel, sender))
        {
            throw new InvalidOperationException($"{channel} has a sender to {Peer.Name} already.");
        }

        Schedule(sender);
        return sender;
    }

    /// <exception cref="InvalidOperationException">The channel has a receiver.</exception>
    public SimulatedReceiver OpenReceiver(ChannelId channel, Action dataAvailable)
    {
        var receiver = new SimulatedReceiver(this, channel, dataAvailable);
        if (!_receivers.TryAdd(channel, receiver))
        {
            throw new InvalidOperationException($"{channel} has a receiver from {Peer.Name} already.");
        }

        _gone.Remove(channel);
        if (_waiting.Remove(channel))
        {
            receiver.Bind(Connection);
        }

        return receiver;
    }

    public void Remove(SimulatedSender sender) => _senders.Remove(sender.Channel);

    public void Remove(SimulatedReceiver receiver)
    {
        _receivers.Remove(receiver.Channel);
        _gone.Add(receiver.Channel);
    }

    /// <summary>Ends it for good: senders send nothing more, receivers keep what they have.</summary>
    public void Cut()
    {
        _isCut = true;
        Connection?.Break(this);
    }

    /// <summary>Has an end of a channel send what it has, soon.</summary>
    public void Schedule(IOutgoing item)
    {
        if (!_scheduled.Contains(item))
        {
            _scheduled.Add(item);
        }

        StartPump();
    }

    /// <summary>Heartbeats, late acknowledgements, and whether the peer is silent.</summary>
    public void Tick()
    {
        if (_watch.Look(Now))
        {
            Connection?.Break(this);
        }

        foreach (SimulatedReceiver receiver in _receivers.Values.Where(static r => r.OwesAck))
        {
            Schedule(receiver);
        }

        Connection?.Send(this, "heartbeat", static _ => { });
    }

    public void Hear() => _watch.Hear(Now);

    /// <summary>Carries the channels over a connection from now on.</summary>
    public void Install(SimulatedConnection connection)
    {
        SimulatedConnection? old = Connection;
        Connection = connection;
        old?.Break(null);
        _waiting.Clear();
        Hear();
        foreach (SimulatedSender sender in _senders.Values)
        {
            Schedule(sender);
        }
    }

    /// <summary>It hears that the connection is no more.</summary>
    public void Lose(SimulatedConnection connection)
    {
        if (Connection != connection)
        {
            return;
        }

        Connection = null;
        connection.Break(this);
        _waiting.Clear();
        if (!_isCut && Link.Dials(Self.Id, Peer.Id))
        {
            _backoff.Connected(worked: true);
            DialAfter(_backoff.Next(HandshakeCode.Ready));
        }
    }

    public void Opened(SimulatedConnection connection, ChannelId channel)
    {
        if (_receivers.TryGetValue(channel, out SimulatedReceiver? receiver))
        {
            receiver.Bind(connection);
        }
        else if (_gone.Contains(channel))
        {
            _node.RefusedFrames++;
            connection.Send(this, "refuse", peer => peer.Refused(channel));
        }
        else
        {
            _waiting.Add(channel);
        }
    }

    public void Closed(ChannelId channel)
    {
        _waiting.Remove(channel);
        if (_receivers.TryGetValue(channel, out SimulatedReceiver? receiver))
        {
            receiver.Bind(null);
        }
    }

    public void Receive(SimulatedConnection connection, ChannelId channel, LinkFrame frame)
    {
        if (_receivers.TryGetValue(channel, out SimulatedReceiver? receiver))
        {
            receiver.Receive(connection, frame);
        }
        else
        {
            _node.RefusedFrames++;
        }
    }

    public void Granted(SimulatedConnection connection, ChannelId channel, ChannelProgress progress)
        => _senders.GetValueOrDefault(channel)?.Grant(connection, progress);

    public void Acknowledged(ChannelId channel, ChannelProgress progress)
        => _senders.GetValueOrDefault(channel)?.Acknowledge(progress);

    public void Refused(ChannelId channel) => _senders.GetValueOrDefault(channel)?.Kill();

    private void DialAfter(TimeSpan wait)
        => Network.Simulator.Add(new SimulatedEvent(Process, "dial", EventKind.Pool, Dial), wait + Network.Latency(this, null));

    private void Dial()
    {
        if (_isCut || Connection is not null)
        {
            return;
        }

        HandshakeCode code = Network.Connect(this, _node.Generation);
        if (code == HandshakeCode.NotYet)
        {
            Hear();
        }

        if (code != HandshakeCode.Ready)
        {
            DialAfter(_backoff.Next(code));
        }
    }

    /// <summary>Sends one thing of one end of a channel, whichever comes.</summary>
    private void Pump()
    {
        _isPumping = false;
        if (Connection is not { IsOpen: true } connection || _scheduled.Count == 0)
        {
            return;
        }

        IOutgoing item = Network.Pick(_scheduled);
        _scheduled.Remove(item);
        if (item.Emit(connection) && !_scheduled.Contains(item))
        {
            _scheduled.Add(item);
        }

        StartPump();
    }

    private void StartPump()
    {
        if (!_isPumping && _scheduled.Count > 0 && Connection is not null)
        {
            _isPumping = true;
            Network.Simulator.Add(new SimulatedEvent(Process, "send", EventKind.Pool, Pump));
        }
    }
}
