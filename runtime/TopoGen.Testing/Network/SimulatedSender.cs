using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>The sending end of a channel: keeps what was written until it was handled, and sends it in order within the credit.</summary>
internal sealed class SimulatedSender(SimulatedLink link, ChannelId channel, Action roomAvailable) : IChannelSender, IOutgoing
{
    private readonly int _window = link.Network.Window;
    private readonly List<LinkFrame> _log = [];

    // The open frame.
    private byte[] _room = [];
    private int _filled;
    private int _count;

    /// <summary>How many frames of the log were sent on this connection.</summary>
    private int _taken;
    private long _published;
    private long _sent;
    private long _handled;
    private long _writtenTuples;
    private long _handledTuples;
    private bool _isWaiting;
    private bool _isDead;
    private bool _isClosed;
    private SimulatedConnection? _openedOn;
    private SimulatedConnection? _grantedOn;

    public ChannelId Channel => channel;

    public int MaxTupleSize => 1 << 20;

    public long Pending => _writtenTuples - _handledTuples;

    /// <summary>Bytes written and not handled.</summary>
    public long Held => _published + _filled - _handled;

    public bool HasRoom
    {
        get
        {
            if (_isDead || Held < _window)
            {
                return true;
            }

            _isWaiting = true;
            return false;
        }
    }

    public bool TryReserve(int size, out ArraySegment<byte> room)
    {
        if (_isDead)
        {
            room = default;
            return false;
        }

        if (size > _room.Length - _filled)
        {
            Finish();
            _room = new byte[Math.Max(size, link.Network.FrameSize())];
        }

        room = new ArraySegment<byte>(_room, _filled, _room.Length - _filled);
        return true;
    }

    public void Commit(int bytes, int count)
    {
        if (!_isDead)
        {
            _filled += bytes;
            _count += count;
            _writtenTuples += count;
            link.Network.Holds(channel, Held);
        }
    }

    public void Write(ControlSignal signal)
    {
        Finish();
        if (!_isDead)
        {
            Publish(new LinkFrame(_published, [], 0, signal));
        }
    }

    public void Flush() => Finish();

    /// <summary>Nobody will receive anything any more.</summary>
    public void Kill()
    {
        _isDead = true;
        _log.Clear();
        OfferRoom();
    }

    public void Dispose()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            _isDead = true;
            _log.Clear();
            link.Remove(this);
            link.Schedule(this);
        }
    }

    public bool Emit(SimulatedConnection connection)
    {
        if (_isClosed)
        {
            if (_openedOn == connection)
            {
                _openedOn = null;
                connection.Send(link, "close", peer => peer.Closed(channel));
            }

            return false;
        }

        if (_isDead)
        {
            return false;
        }

        if (_openedOn != connection)
        {
            _openedOn = connection;
            connection.Send(link, "open", peer => peer.Opened(connection, channel));
        }

        if (_grantedOn != connection || _taken == _log.Count || !CreditWindow.Allows(_sent - _handled, _log[_taken].Size, _window))
        {
            return false;
        }

        LinkFrame frame = _log[_taken++];
        _sent = frame.End;
        connection.Send(link, "frame", peer => peer.Receive(connection, channel, frame), frame.Offset);
        return true;
    }

    /// <summary>The receiver is there, and says how far it is.</summary>
    public void Grant(SimulatedConnection connection, ChannelProgress progress)
    {
        if (_isDead)
        {
            return;
        }

        int taken = _log.FindIndex(f => f.Offset == progress.Received);
        if (progress.Received > _published || (taken < 0 && progress.Received != _published))
        {
            link.Network.Violate($"{channel} was granted at {progress.Received}, which is no frame's end.");
            return;
        }

        _taken = taken < 0 ? _log.Count : taken;
        _sent = progress.Received;
        _grantedOn = connection;
        Count(progress);
        link.Schedule(this);
    }

    /// <summary>The receiver has handled something.</summary>
    public void Acknowledge(ChannelProgress progress)
    {
        if (!_isDead)
        {
            Count(progress);
            link.Schedule(this);
        }
    }

    private void Count(ChannelProgress progress)
    {
        if (progress.Handled > _sent || progress.Tuples > _writtenTuples)
        {
            link.Network.Violate($"{channel} had {progress.Handled} bytes and {progress.Tuples} tuples handled; fewer were sent.");
        }

        _handled = Math.Max(_handled, progress.Handled);
        _handledTuples = Math.Max(_handledTuples, progress.Tuples);
        int done = _log.TakeWhile(f => f.End <= _handled).Count();
        _log.RemoveRange(0, done);
        _taken -= done;
        OfferRoom();
    }

    private void Finish()
    {
        if (_count > 0 && !_isDead)
        {
            Publish(new LinkFrame(_published, _room[.._filled], _count, null));
        }

        _room = [];
        _filled = 0;
        _count = 0;
    }

    private void Publish(LinkFrame frame)
    {
        _log.Add(frame);
        _published = frame.End;
        link.Network.Holds(channel, Held);
        link.Schedule(this);
    }

    private void OfferRoom()
    {
        if (_isWaiting && (_isDead || Held < _window))
        {
            _isWaiting = false;
            roomAvailable();
        }
    }
}
