namespace TopoGen.Runtime;

/// <summary>The receiving end of a channel: an inbox that the link's reader fills and the consuming executor empties.</summary>
internal sealed class ChannelReceiver : Outgoing, IChannelReceiver
{
    private const string Gone = "the receiving task is gone";

    private readonly Link _link;
    private readonly Action _dataAvailable;
    private readonly Inbox _inbox;
    private readonly int _window;

    // The consumer's.
    private long _ackAsked;

    private long _handledTuples;
    private long _receivedTuples;
    private volatile string? _refusal;
    private LinkConnection? _boundTo;
    private LinkConnection? _grantedOn;
    private uint _number;
    private long _acknowledged;

    public ChannelReceiver(Link link, ChannelId channel, LinkContext context, Action dataAvailable)
    {
        _link = link;
        Channel = channel;
        _inbox = new Inbox(context.Pool);
        _window = context.Options.WindowSize;
        _dataAvailable = dataAvailable;
    }

    public ChannelId Channel { get; }

    /// <summary>Bytes of memory that wait for the task.</summary>
    public long Held => _inbox.Held;

    /// <summary>Whether something was handled that the sender was not told of.</summary>
    public bool OwesAck => _inbox.Handled != Volatile.Read(ref _acknowledged);

    public bool HasData => _refusal is null && _inbox.HasFrame();

    public long Pending => Volatile.Read(ref _receivedTuples) - Volatile.Read(ref _handledTuples);

    public bool TryRead(out ReceivedBatch batch)
    {
        batch = default;
        return _refusal is null && _inbox.TryRead(out batch);
    }

    public void Advance(int bytes, int tuples)
    {
        bool isControl = _inbox.Advance(bytes, tuples);
        Volatile.Write(ref _handledTuples, _handledTuples + tuples);

        // Whoever sent a signal waits to hear that it arrived.
        long handled = _inbox.Handled;
        if (isControl || CreditWindow.AcknowledgesNow(handled - _ackAsked, _window))
        {
            _ackAsked = handled;
            _link.Schedule(this);
        }
    }

    public void Refuse(string reason)
    {
        Close(reason);
        _link.Break($"{Channel}: {reason}");
    }

    public void Dispose() => Close(Gone);

    /// <summary>The sender on this connection is there, under a number, or with null is gone. Called under the link's lock.</summary>
    public void Bind(LinkConnection? connection, uint number)
    {
        _number = number;
        Volatile.Write(ref _boundTo, connection);
    }

    public bool IsBoundTo(LinkConnection connection) => Volatile.Read(ref _boundTo) == connection;

    public uint Number => _number;

    public override bool Emit(SendBuffer buffer, LinkConnection connection)
    {
        if (Volatile.Read(ref _boundTo) != connection)
        {
            return false;
        }

        long handled = _inbox.Handled;
        var progress = new ChannelProgress(_inbox.Received, handled, Volatile.Read(ref _handledTuples), _window);
        if (_refusal is { } refusal)
        {
            progress.WriteRefuse(buffer, _number, refusal);
            _boundTo = null;
            return false;
        }

        if (Volatile.Read(ref _grantedOn) != connection)
        {
            progress.WriteGrant(buffer, _number);
            Volatile.Write(ref _grantedOn, connection);
        }
        else if (handled != _acknowledged)
        {
            progress.WriteAck(buffer, _number);
        }

        Volatile.Write(ref _acknowledged, handled);
        return false;
    }

    /// <summary>Makes place for a frame. Called by the link's reader.</summary>
    /// <param name="connection">Where it came from.</param>
    /// <param name="header">Its header, checked.</param>
    /// <param name="place">Where the whole frame goes, before <see cref="Commit"/>.</param>
    /// <returns>What is wrong, or null.</returns>
    public string? Reserve(LinkConnection connection, FrameHeader header, out ArraySegment<byte> place)
    {
        place = default;
        if (Volatile.Read(ref _grantedOn) != connection)
        {
            return $"{Channel} got a frame before it was granted";
        }

        long received = _inbox.Received;
        if (header.Offset != received)
        {
            return $"{Channel} got a frame of offset {header.Offset}; expected {received}";
        }

        long inFlight = received - _inbox.Handled;
        if (!CreditWindow.Allows(inFlight, header.FrameSize, _window))
        {
            return $"{Channel} got a frame of {header.FrameSize} bytes beyond its credit: {inFlight} of {_window} bytes are not handled yet";
        }

        place = _inbox.Reserve(header.FrameSize);
        return null;
    }

    /// <summary>The frame is where <see cref="Reserve"/> said. Called by the link's reader.</summary>
    public void Commit(FrameHeader header)
    {
        Volatile.Write(ref _receivedTuples, _receivedTuples + header.Count);
        if (_inbox.Commit(header.FrameSize) && _refusal is null)
        {
            _dataAvailable();
        }
    }

    private void Close(string reason)
    {
        if (_refusal is null)
        {
            _refusal = reason;
            _link.Remove(this, reason);
            _link.Schedule(this);
        }
    }
}
