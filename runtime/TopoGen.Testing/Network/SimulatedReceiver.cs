using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>The receiving end of a channel: takes frames in order, and gives credit back as they are handled.</summary>
internal sealed class SimulatedReceiver(SimulatedLink link, ChannelId channel, Action dataAvailable) : IChannelReceiver, IOutgoing
{
    private readonly int _window = link.Network.Window;
    private readonly Queue<LinkFrame> _inbox = [];

    // How much of the frame at the front is handled.
    private int _frontBytes;
    private int _frontTuples;
    private long _received;
    private long _handled;
    private long _acknowledged;
    private long _ackAsked;
    private long _receivedTuples;
    private long _handledTuples;
    private bool _isGone;
    private SimulatedConnection? _boundTo;
    private SimulatedConnection? _grantedOn;

    public ChannelId Channel => channel;

    public bool HasData => !_isGone && _inbox.Count > 0;

    public long Pending => _receivedTuples - _handledTuples;

    /// <summary>Bytes received and not handled.</summary>
    public long Held => _received - _handled;

    /// <summary>Bytes handled so far.</summary>
    public long Handled => _handled;

    public bool OwesAck => _handled != _acknowledged;

    public bool TryRead(out ReceivedBatch batch)
    {
        if (!HasData)
        {
            batch = default;
            return false;
        }

        LinkFrame front = _inbox.Peek();
        batch = new ReceivedBatch(front.Bytes.AsSpan(_frontBytes), front.Count - _frontTuples, front.Signal);
        return true;
    }

    public void Advance(int bytes, int tuples)
    {
        LinkFrame front = _inbox.Peek();
        _frontBytes += bytes;
        _frontTuples += tuples;
        _handledTuples += tuples;
        bool isDone = _frontBytes == front.Bytes.Length && _frontTuples == front.Count;
        _handled = isDone ? front.End : front.Offset + (_frontBytes > 0 ? FrameHeader.Size + _frontBytes : 0);
        if (isDone)
        {
            _inbox.Dequeue();
            _frontBytes = 0;
            _frontTuples = 0;
        }

        if (front.Signal is not null || CreditWindow.AcknowledgesNow(_handled - _ackAsked, _window))
        {
            _ackAsked = _handled;
            link.Schedule(this);
        }
    }

    public void Refuse(string reason)
    {
        link.Network.Violate($"{channel} was refused: {reason}");
        Dispose();
    }

    public void Dispose()
    {
        if (!_isGone)
        {
            _isGone = true;
            link.Remove(this);
            link.Schedule(this);
        }
    }

    /// <summary>The sender on this connection is there, or with null is gone.</summary>
    public void Bind(SimulatedConnection? connection)
    {
        _boundTo = connection;
        link.Schedule(this);
    }

    public bool Emit(SimulatedConnection connection)
    {
        if (_boundTo != connection)
        {
            return false;
        }

        var progress = new ChannelProgress(_received, _handled, _handledTuples, _window);
        if (_isGone)
        {
            _boundTo = null;
            connection.Send(link, "refuse", peer => peer.Refused(channel));
        }
        else if (_grantedOn != connection)
        {
            _grantedOn = connection;
            connection.Send(link, "grant", peer => peer.Granted(connection, channel, progress));
        }
        else if (_handled != _acknowledged)
        {
            connection.Send(link, "ack", peer => peer.Acknowledged(channel, progress), _handled);
        }

        _acknowledged = _handled;
        return false;
    }

    public void Receive(SimulatedConnection connection, LinkFrame frame)
    {
        if (_grantedOn != connection)
        {
            link.Network.Violate($"{channel} got a frame before it was granted.");
        }

        if (frame.Offset != _received)
        {
            link.Network.Violate($"{channel} got a frame of offset {frame.Offset}; expected {_received}.");
        }

        if (!CreditWindow.Allows(_received - _handled, frame.Size, _window))
        {
            link.Network.Violate($"{channel} got {frame.Size} bytes beyond its credit.");
        }

        bool wasEmpty = _inbox.Count == 0;
        _received = frame.End;
        _receivedTuples += frame.Count;
        _inbox.Enqueue(frame);
        link.Network.Holds(channel, Held);
        if (wasEmpty)
        {
            dataAvailable();
        }
    }
}
