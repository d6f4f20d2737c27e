namespace TopoGen.Runtime;

/// <summary>
/// The link to one other worker: the ends of the channels between the two, and the connection that carries them, made anew
/// whenever it breaks. A link that was cut stays so. Thread-safe.
/// </summary>
internal sealed class Link
{
    /// <summary>Ends of channels that are remembered as gone, so that a peer that has not heard of it is told again.</summary>
    private const int MaxGone = 4096;

    private readonly LinkContext _context;
    private readonly LinkDialer? _dialer;
    private readonly SendPump _pump = new();
    private readonly LinkNotices _notices = new();
    private readonly SilenceWatch _watch;
    private readonly Lock _serving = new();
    private readonly Thread? _dialing;
    private readonly object _wait = new();

    private readonly Lock _sync = new();
    private readonly Dictionary<uint, ChannelSender> _senders = [];
    private readonly HashSet<ChannelId> _sending = [];
    private readonly Dictionary<ChannelId, ChannelReceiver> _receivers = [];
    private readonly Dictionary<ChannelId, string> _gone = [];
    private readonly Queue<ChannelId> _goneOrder = new();
    private uint _lastNumber;
    private LinkConnection? _connection;
    private volatile bool _isCut;
    private bool _isNudged;

    /// <param name="self">This worker.</param>
    /// <param name="peer">The other one.</param>
    /// <param name="context">What all links share.</param>
    public Link(WorkerInfo self, WorkerInfo peer, LinkContext context)
    {
        Self = self;
        Peer = peer;
        _context = context;
        _watch = new SilenceWatch(
            context.Time.GetTimestamp(), (long)(context.Options.TimeToLive.TotalSeconds * context.Time.TimestampFrequency));
        if (Dials(self.Id, peer.Id))
        {
            _dialer = new LinkDialer(self, peer, context);
            _dialing = new Thread(Dial) { IsBackground = true, Name = $"topogen-link-{peer.Name}" };
        }
    }

    public WorkerInfo Self { get; }

    public WorkerInfo Peer { get; }

    public bool IsCut => _isCut;

    /// <summary>Whether nothing runs for it any more, after <see cref="Cut"/>.</summary>
    public bool HasEnded => _dialing is not { IsAlive: true } && Volatile.Read(ref _connection) is null;

    public bool IsSilent => _watch.IsSilent(_context.Time.GetTimestamp());

    /// <summary>Whether the first of two workers makes the connection; the other waits for it.</summary>
    public static bool Dials(string self, string peer) => string.CompareOrdinal(self, peer) < 0;

    public void Start() => _dialing?.Start();

    /// <summary>
    /// Carries the channels over a connection until it ends, on the caller's thread. The connection before is retired first.
    /// </summary>
    /// <param name="socket">Belongs to the link from now on.</param>
    /// <param name="confirm">Tells the other side that all is well; returns whether that went out.</param>
    /// <returns>Whether frames came.</returns>
    public bool Serve(LinkSocket socket, Func<bool> confirm)
    {
        LinkConnection connection;
        lock (_serving)
        {
            if (_connection is { } old)
            {
                old.Break("a new connection takes its place");
                old.Ended.Wait();
            }

            connection = new LinkConnection(this, socket, _context);
            if (!confirm() || !TryInstall(connection))
            {
                socket.Dispose();
                return false;
            }
        }

        string reason = "reading failed";
        var writer = new Thread(_pump.RunWriter) { IsBackground = true, Name = $"topogen-send-{Peer.Name}" };
        try
        {
            Hear();
            _context.Reports.Connected(Peer.Name, socket.Name);
            _pump.Attach(connection);
            writer.Start();
            ScheduleAll();
            reason = connection.Run();
        }
        finally
        {
            connection.Break(reason);
            _pump.Detach();
            _pump.Stop();
            writer.Join();
            lock (_sync)
            {
                _connection = null;
            }

            socket.Dispose();
            connection.Ended.Set();
        }

        if (!_isCut)
        {
            _context.Reports.Broken(Peer.Name, reason);
        }

        return connection.Frames > 0;
    }

    /// <exception cref="InvalidOperationException">The channel has a sender.</exception>
    public ChannelSender OpenSender(ChannelId channel, Action roomAvailable)
    {
        ChannelIdCodec.Check(channel);
        ChannelSender sender;
        lock (_sync)
        {
            if (!_sending.Add(channel))
            {
                throw new InvalidOperationException($"{channel} has a sender to {Peer.Name} already; dispose of it first.");
            }

            sender = new ChannelSender(this, channel, ++_lastNumber, _context, roomAvailable);
            _senders.Add(sender.Number, sender);
        }

        if (_isCut)
        {
            sender.Kill();
        }

        Schedule(sender);
        return sender;
    }

    /// <exception cref="InvalidOperationException">The channel has a receiver.</exception>
    public ChannelReceiver OpenReceiver(ChannelId channel, Action dataAvailable)
    {
        ChannelIdCodec.Check(channel);
        var receiver = new ChannelReceiver(this, channel, _context, dataAvailable);
        lock (_sync)
        {
            if (!_receivers.TryAdd(channel, receiver))
            {
                throw new InvalidOperationException($"{channel} has a receiver from {Peer.Name} already; dispose of it first.");
            }

            _gone.Remove(channel);
            _connection?.TryBind(receiver);
        }

        Schedule(receiver);
        return receiver;
    }

    /// <summary>Sends for an end of a channel, soon. Never blocks.</summary>
    public void Schedule(Outgoing item) => _pump.Schedule(item);

    public void Remove(ChannelSender sender)
    {
        lock (_sync)
        {
            _senders.Remove(sender.Number);
            _sending.Remove(sender.Channel);
        }
    }

    public void Remove(ChannelReceiver receiver, string reason)
    {
        lock (_sync)
        {
            _receivers.Remove(receiver.Channel);
            _connection?.Unbind(receiver);
            if (_gone.TryAdd(receiver.Channel, reason))
            {
                _goneOrder.Enqueue(receiver.Channel);
                if (_goneOrder.Count > MaxGone)
                {
                    _gone.Remove(_goneOrder.Dequeue());
                }
            }
        }
    }

    /// <summary>Ends the connection, to be made anew; the other side is told why.</summary>
    public void Break(string reason)
    {
        LinkConnection? connection;
        lock (_sync)
        {
            connection = _connection;
        }

        connection?.Break(reason, tellsPeer: true);
    }

    public void SayBye(LinkConnection connection, string reason) => _pump.TrySayBye(connection, reason);

    /// <summary>The peer said something.</summary>
    public void Hear() => _watch.Hear(_context.Time.GetTimestamp());

    /// <summary>Heartbeats, late acknowledgements, and the judgement whether the peer is silent. Called by one thread, regularly.</summary>
    public void Tick()
    {
        if (_watch.Look(_context.Time.GetTimestamp()))
        {
            Break($"nothing was heard for {_context.Options.TimeToLive.TotalSeconds} s");
        }

        lock (_sync)
        {
            foreach (ChannelReceiver receiver in _receivers.Values)
            {
                if (receiver.OwesAck)
                {
                    Schedule(receiver);
                }
            }
        }

        _notices.Beat();
        Schedule(_notices);
    }

    /// <summary>Dials now, where it waits for the next attempt.</summary>
    public void Nudge()
    {
        lock (_wait)
        {
            _isNudged = true;
            Monitor.Pulse(_wait);
        }
    }

    /// <summary>Ends it for good: senders discard what is written, receivers keep what they have.</summary>
    public void Cut()
    {
        ChannelSender[] senders;
        lock (_sync)
        {
            _isCut = true;
            _connection?.UnbindAll();
            senders = [.. _senders.Values];
        }

        Break("this worker has cut the link");
        foreach (ChannelSender sender in senders)
        {
            sender.Kill();
        }

        Nudge();
    }

    /// <summary>Waits until its threads have ended, after <see cref="Cut"/>.</summary>
    public void Join()
    {
        _dialing?.Join();
        lock (_serving)
        {
            _connection?.Ended.Wait();
        }
    }

    /// <summary>The peer has opened a channel. Called by the link's reader.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Open(LinkConnection connection, ChannelId channel, uint number)
    {
        ChannelReceiver? receiver;
        lock (_sync)
        {
            if (_receivers.TryGetValue(channel, out receiver) && receiver.IsBoundTo(connection))
            {
                return $"{channel} opened twice";
            }

            if (receiver is null && _gone.TryGetValue(channel, out string? reason))
            {
                _notices.Refuse(number, reason, connection);
            }
            else if (!_isCut)
            {
                connection.Wait(channel, number);
                if (receiver is not null)
                {
                    connection.TryBind(receiver);
                }
            }
        }

        Schedule(receiver is null ? _notices : receiver);
        return null;
    }

    /// <summary>The peer has closed a channel. Called by the link's reader.</summary>
    public void Close(LinkConnection connection, ChannelId channel, uint number)
    {
        lock (_sync)
        {
            connection.Forget(channel, number);
        }
    }

    /// <summary>Says something about this link in the log, once.</summary>
    public void Report(string problem) => _context.Reports.Once($"Link to {Peer.Name}: {problem}");

    /// <summary>A receiving end says how far it is. Called by the link's reader.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Progress(LinkConnection connection, FrameHeader header, ChannelProgress progress)
    {
        ChannelSender? sender;
        lock (_sync)
        {
            // A sender that was disposed of may be answered still.
            if (!_senders.TryGetValue(header.Channel, out sender))
            {
                return null;
            }
        }

        return header.Kind switch
        {
            FrameKind.Grant => sender.Grant(connection, progress),
            FrameKind.Ack => sender.Acknowledge(connection, progress),
            _ => sender.Refuse(progress),
        };
    }

    private bool TryInstall(LinkConnection connection)
    {
        lock (_sync)
        {
            if (_isCut)
            {
                return false;
            }

            _connection = connection;
            return true;
        }
    }

    private void ScheduleAll()
    {
        ChannelSender[] senders;
        lock (_sync)
        {
            senders = [.. _senders.Values];
        }

        foreach (ChannelSender sender in senders)
        {
            Schedule(sender);
        }
    }

    private void Dial()
    {
        var backoff = new Backoff();
        while (!_isCut)
        {
            TimeSpan wait;
            try
            {
                DialResult result = _dialer!.Dial();
                if (result.Socket is { } socket)
                {
                    backoff.Connected(Serve(socket, static () => true));
                }

                else if (result.Code == HandshakeCode.NotYet)
                {
                    Hear();
                }

                wait = backoff.Next(result.Code);
            }
            catch (Exception exception)
            {
                _context.Reports.Failed($"The link to {Peer.Name}", exception);
                wait = backoff.Next(HandshakeCode.Unreachable);
            }

            lock (_wait)
            {
                if (!_isCut && !_isNudged && wait > TimeSpan.Zero)
                {
                    Monitor.Wait(_wait, wait);
                }

                _isNudged = false;
            }
        }
    }
}
