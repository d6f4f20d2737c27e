namespace TopoGen.Runtime;

/// <summary>
/// The link to one other worker: carries the channels between the two over a connection that is made anew whenever it breaks. A link
/// that was cut stays so. Thread-safe.
/// </summary>
internal sealed class Link
{
    private readonly LinkContext _context;
    private readonly LinkChannels _channels;
    private readonly LinkDialer? _dialer;
    private readonly Thread? _dialing;
    private readonly SendPump _pump = new();
    private readonly LinkNotices _notices = new();
    private readonly SilenceWatch _watch;
    private readonly Lock _serving = new();
    private readonly object _wait = new();
    private bool _isNudged;

    /// <param name="self">This worker.</param>
    /// <param name="peer">The other one.</param>
    /// <param name="context">What all links share.</param>
    public Link(WorkerInfo self, WorkerInfo peer, LinkContext context)
    {
        Peer = peer;
        _context = context;
        _channels = new LinkChannels(this, context);
        _watch = new SilenceWatch(
            context.Time.GetTimestamp(), (long)(context.Options.TimeToLive.TotalSeconds * context.Time.TimestampFrequency));
        if (Dials(self.Id, peer.Id))
        {
            _dialer = new LinkDialer(self, peer, context);
            _dialing = new Thread(Dial) { IsBackground = true, Name = $"topogen-link-{peer.Name}" };
        }
    }

    public WorkerInfo Peer { get; }

    /// <summary>Whether nothing runs for it any more, after <see cref="Cut"/>.</summary>
    public bool HasEnded => _dialing is not { IsAlive: true } && _channels.Connection is null;

    public bool IsSilent => _watch.IsSilent;

    /// <summary>Whether the first of two workers makes the connection; the other waits for it.</summary>
    public static bool Dials(string self, string peer) => string.CompareOrdinal(self, peer) < 0;

    public void Start() => _dialing?.Start();

    /// <exception cref="InvalidOperationException">The channel has a sender.</exception>
    public ChannelSender OpenSender(ChannelId channel, Action roomAvailable)
    {
        ChannelIdCodec.Check(channel);
        ChannelSender sender = _channels.AddSender(channel, roomAvailable);
        Schedule(sender);
        return sender;
    }

    /// <exception cref="InvalidOperationException">The channel has a receiver.</exception>
    public ChannelReceiver OpenReceiver(ChannelId channel, Action dataAvailable)
    {
        ChannelIdCodec.Check(channel);
        ChannelReceiver receiver = _channels.AddReceiver(channel, dataAvailable);
        Schedule(receiver);
        return receiver;
    }

    public void Remove(ChannelSender sender) => _channels.Remove(sender);

    public void Remove(ChannelReceiver receiver, string reason) => _channels.Remove(receiver, reason);

    /// <summary>Sends for an end of a channel, soon. Never blocks.</summary>
    public void Schedule(Outgoing item) => _pump.Schedule(item);

    /// <summary>
    /// Carries the channels over a connection until it ends, on the caller's thread. The connection before is retired first.
    /// </summary>
    /// <param name="socket">Belongs to the link from now on.</param>
    /// <param name="confirm">Tells the other side that all is well; returns whether that went out.</param>
    /// <returns>Whether it worked: frames came, and neither side found fault with the other.</returns>
    public bool Serve(LinkSocket socket, Func<bool> confirm)
    {
        var connection = new LinkConnection(this, socket, _context);
        lock (_serving)
        {
            if (_channels.Connection is { } old)
            {
                old.Break("a new connection takes its place");
                old.Ended.Wait();
            }

            if (!confirm() || !_channels.TryInstall(connection))
            {
                socket.Dispose();
                return false;
            }
        }

        string reason = Carry(connection);
        if (!_channels.IsCut)
        {
            _context.Reports.Broken(Peer.Name, reason);
        }

        return connection.HasWorked;
    }

    /// <summary>Ends the connection, to be made anew; the other side is told why.</summary>
    public void Break(string reason) => _channels.Connection?.Break(reason, tellsPeer: true);

    public void SayBye(LinkConnection connection, string reason) => _pump.TrySayBye(connection, reason);

    /// <summary>Says something about this link in the log, once.</summary>
    public void Report(string problem) => _context.Reports.Once($"Link to {Peer.Name}: {problem}");

    /// <summary>The peer said something.</summary>
    public void Hear() => _watch.Hear(_context.Time.GetTimestamp());

    /// <summary>Heartbeats, late acknowledgements, and the judgement whether the peer is silent. Called by one thread, regularly.</summary>
    public void Tick()
    {
        if (_watch.Look(_context.Time.GetTimestamp()))
        {
            Break($"nothing was heard for {_context.Options.TimeToLive.TotalSeconds} s");
        }

        foreach (ChannelReceiver receiver in _channels.Owing)
        {
            Schedule(receiver);
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

    /// <summary>Ends it for good: senders send nothing more, receivers keep what they have.</summary>
    public void Cut()
    {
        _channels.Cut();
        Break("this worker has cut the link");
        Nudge();
    }

    /// <summary>Waits until its threads have ended, after <see cref="Cut"/>.</summary>
    public void Join()
    {
        _dialing?.Join();
        lock (_serving)
        {
            _channels.Connection?.Ended.Wait();
        }
    }

    /// <summary>The peer has opened a channel. Called by the link's reader.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Open(LinkConnection connection, ChannelId channel, uint number)
    {
        if (_channels.Open(connection, channel, number, out ChannelReceiver? receiver, out string? refusal) is { } violation)
        {
            return violation;
        }

        if (refusal is not null)
        {
            _notices.Refuse(number, refusal, connection);
            Schedule(_notices);
        }
        else if (receiver is not null)
        {
            Schedule(receiver);
        }

        return null;
    }

    /// <summary>The peer has closed a channel. Called by the link's reader.</summary>
    public void Close(LinkConnection connection, ChannelId channel, uint number) => _channels.Close(connection, channel, number);

    /// <summary>A receiving end says how far it is. Called by the link's reader.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Progress(LinkConnection connection, FrameHeader header, ChannelProgress progress)
    {
        if (_channels.FindSender(header.Channel) is not { } sender)
        {
            return null;
        }

        return header.Kind switch
        {
            FrameKind.Grant => sender.Grant(connection, progress),
            FrameKind.Ack => sender.Acknowledge(connection, progress),
            _ => sender.Refuse(progress),
        };
    }

    private string Carry(LinkConnection connection)
    {
        string reason = "reading failed";
        var writer = new Thread(_pump.RunWriter) { IsBackground = true, Name = $"topogen-send-{Peer.Name}" };
        try
        {
            Hear();
            _context.Reports.Connected(Peer.Name, connection.Socket.Name);
            _pump.Attach(connection);
            _context.Polled.Add(connection);
            writer.Start();
            foreach (ChannelSender sender in _channels.Senders)
            {
                Schedule(sender);
            }

            reason = connection.Run();
            return reason;
        }
        finally
        {
            connection.Break(reason);
            _context.Polled.Remove(connection);
            connection.EndReading();
            _pump.Detach();
            _pump.Stop();
            writer.Join();
            _channels.Uninstall();
            connection.Socket.Dispose();
            connection.Ended.Set();
        }
    }

    private void Dial()
    {
        var backoff = new Backoff();
        while (!_channels.IsCut)
        {
            TimeSpan wait;
            try
            {
                wait = Dial(backoff);
            }
            catch (Exception exception)
            {
                _context.Reports.Failed($"The link to {Peer.Name}", exception);
                wait = backoff.Next(HandshakeCode.Unreachable);
            }

            lock (_wait)
            {
                if (!_channels.IsCut && !_isNudged && wait > TimeSpan.Zero)
                {
                    Monitor.Wait(_wait, wait);
                }

                _isNudged = false;
            }
        }
    }

    /// <returns>How long to wait before the next attempt.</returns>
    private TimeSpan Dial(Backoff backoff)
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

        return backoff.Next(result.Code);
    }
}
