namespace TopoGen.Runtime;

/// <summary>The sending end of a channel: a log, and who of the two sides knows how much of it.</summary>
internal sealed class ChannelSender : Outgoing, IChannelSender
{
    private readonly Link _link;
    private readonly SendLog _log;
    private readonly Action _roomAvailable;
    private readonly int _window;
    private readonly int _maxData;
    private long _writtenTuples;
    private long _handledTuples;
    private int _isWaiting;
    private int _grantedWindow;

    // The connection on which the channel was opened, or granted; another one is a new beginning.
    private LinkConnection? _openedOn;
    private LinkConnection? _grantedOn;
    private volatile bool _isDead;
    private volatile bool _isClosed;

    public ChannelSender(Link link, ChannelId channel, uint number, LinkContext context, Action roomAvailable)
    {
        _link = link;
        Channel = channel;
        Number = number;
        _log = new SendLog(context.Pool, number);
        _window = context.Options.WindowSize;
        _maxData = context.Options.MaxFrame;
        MaxTupleSize = context.Options.MaxTupleSize;
        _roomAvailable = roomAvailable;
    }

    public ChannelId Channel { get; }

    /// <summary>What frames call the channel; never used again on this link.</summary>
    public uint Number { get; }

    /// <summary>Bytes of memory that wait for the receiver.</summary>
    public long Held => _log.Held;

    public bool HasRoom
    {
        get
        {
            if (_isDead || _log.Written - _log.Handled < _window)
            {
                return true;
            }

            // Says that it waits and then, behind a fence, looks again; the link's reader does the reverse.
            Volatile.Write(ref _isWaiting, 1);
            Interlocked.MemoryBarrier();
            return _isDead || _log.Written - _log.Handled < _window;
        }
    }

    public int MaxTupleSize { get; }

    public long Pending => Volatile.Read(ref _writtenTuples) - Volatile.Read(ref _handledTuples);

    public bool TryReserve(int size, out ArraySegment<byte> room)
    {
        if (size > _maxData)
        {
            throw new InvalidOperationException(
                $"Tuples of {size:N0} bytes in one piece for {Channel}; expected at most {_maxData:N0}: send less at once, or raise MaxTupleSize.");
        }

        if (_isDead)
        {
            room = default;
            return false;
        }

        if (_log.Reserve(size, out room))
        {
            _link.Schedule(this);
        }

        return true;
    }

    public void Commit(int bytes, int count)
    {
        if (!_isDead)
        {
            Volatile.Write(ref _writtenTuples, _writtenTuples + count);
            _log.Commit(bytes, count);
        }
    }

    public void Write(ControlSignal signal)
    {
        if (!_isDead)
        {
            _log.Append(signal);
            _link.Schedule(this);
        }
    }

    public void Flush()
    {
        if (!_isDead && _log.Finish())
        {
            _link.Schedule(this);
        }
    }

    /// <summary>Nobody will receive anything any more.</summary>
    public void Kill()
    {
        _isDead = true;
        _log.Abandon();
        OfferRoom();
    }

    public void Dispose()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        _isDead = true;
        _log.Abandon();
        _link.Remove(this);
        _link.Schedule(this);
    }

    public override bool Emit(SendBuffer buffer, LinkConnection connection)
    {
        if (_isClosed)
        {
            if (_openedOn == connection)
            {
                buffer.Write(new FrameHeader(FrameKind.Close, 0, Number, 0, 0), default);
                _openedOn = null;
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
            Span<byte> identity = stackalloc byte[ChannelIdCodec.MaxSize];
            int length = ChannelIdCodec.Write(Channel, identity);
            buffer.Write(new FrameHeader(FrameKind.Open, length, Number, 0, 0), identity[..length]);
        }

        if (Volatile.Read(ref _grantedOn) != connection || !_log.TryTake(_grantedWindow, SendPump.TurnSize, out ArraySegment<byte> frames))
        {
            return false;
        }

        buffer.Write(frames);
        return true;
    }

    /// <summary>The receiver is there. Called by the link's reader.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Grant(LinkConnection connection, ChannelProgress progress)
    {
        if (_grantedOn == connection)
        {
            return $"{Channel} granted twice";
        }

        if (progress.Window < LinkOptions.MinWindow || !_log.TryResume(progress.Received, progress.Handled))
        {
            // Another life of this channel: nothing of this one can reach its receiver, but the link's other channels are well.
            _link.Report($"{Channel} cannot go on at {progress.Received} bytes, {progress.Handled} handled: its receiver is another one's");
            Kill();
            return null;
        }

        _grantedWindow = progress.Window;
        Volatile.Write(ref _grantedOn, connection);
        if (!TryCount(progress.Tuples))
        {
            return $"{Channel} had {progress.Tuples} tuples handled; fewer were sent";
        }

        OfferRoom();
        _link.Schedule(this);
        return null;
    }

    /// <summary>The receiver has handled something. Called by the link's reader.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Acknowledge(LinkConnection connection, ChannelProgress progress)
    {
        if (_grantedOn != connection
            || !_log.TryAcknowledge(progress.Handled, out bool hasMore)
            || !TryCount(progress.Tuples))
        {
            return $"{Channel} had {progress.Handled} bytes, {progress.Tuples} tuples handled; fewer were sent";
        }

        OfferRoom();
        if (hasMore)
        {
            _link.Schedule(this);
        }

        return null;
    }

    /// <summary>The receiving end is gone. Called by the link's reader.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Refuse(ChannelProgress progress)
    {
        if (!TryCount(progress.Tuples))
        {
            return $"{Channel} had {progress.Tuples} tuples handled; fewer were sent";
        }

        Kill();
        return null;
    }

    private bool TryCount(long tuples)
    {
        if (tuples < 0 || tuples > Volatile.Read(ref _writtenTuples))
        {
            return false;
        }

        if (tuples > _handledTuples)
        {
            Volatile.Write(ref _handledTuples, tuples);
        }

        return true;
    }

    private void OfferRoom()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _isWaiting) != 0 && (_isDead || _log.Written - _log.Handled < _window))
        {
            Volatile.Write(ref _isWaiting, 0);
            _roomAvailable();
        }
    }
}
