namespace TopoGen.Runtime;

/// <summary>
/// What a channel has received and its task has not yet handled: the frames as they came. A queue of one writer (the link's
/// reader) and one reader (the consuming executor) that share two offsets and no lock.
/// </summary>
internal sealed class Inbox
{
    private readonly ChunkPool _pool;

    // The writer's.
    private Chunk _tail;
    private int _tailAt;
    private int _chunkSize = ChunkPool.Smallest;
    private long _rented;
    private long _received;

    // The reader's.
    private Chunk _head;
    private int _headAt;
    private long _returned;
    private long _consumed;

    // Of the frame at the front, and how much of it is handled.
    private FrameHeader _front;
    private bool _hasFront;
    private int _frontBytes;
    private int _frontTuples;
    private long _handled;

    public Inbox(ChunkPool pool)
    {
        _pool = pool;
        _head = _tail = new Chunk();
    }

    /// <summary>The offset in the stream behind the last frame that is here completely. Any thread.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>The offset of the frame at the front. Any thread.</summary>
    public long Consumed => Volatile.Read(ref _consumed);

    /// <summary>The offset up to which everything is handled. Any thread.</summary>
    public long Handled => Volatile.Read(ref _handled);

    /// <summary>Bytes of memory that the inbox holds. Any thread; may lag.</summary>
    public long Held => Volatile.Read(ref _rented) - Volatile.Read(ref _returned);

    /// <summary>Where the next frame is to be written, to be followed by <see cref="Commit"/> or by another reservation in its place.</summary>
    public ArraySegment<byte> Reserve(int size)
    {
        if (size > _tail.Capacity - _tailAt)
        {
            if (_received - Consumed > _chunkSize)
            {
                _chunkSize = Math.Min(2 * _chunkSize, ChunkPool.Largest);
            }

            Chunk chunk = _pool.Rent(Math.Max(size, _chunkSize));
            Volatile.Write(ref _rented, _rented + chunk.Capacity);
            _tail.Next = chunk;
            _tail = chunk;
            _tailAt = 0;
        }

        return new ArraySegment<byte>(_tail.Bytes, _tailAt, size);
    }

    /// <summary>The same with all that is left of the memory at hand, where the frame may grow.</summary>
    public ArraySegment<byte> ReserveRest(int least)
    {
        ArraySegment<byte> place = Reserve(least);
        return new ArraySegment<byte>(place.Array!, place.Offset, _tail.Capacity - place.Offset);
    }

    /// <summary>Makes a frame visible to the reader.</summary>
    /// <returns>Whether the reader had consumed everything before it, and must be told.</returns>
    public bool Commit(int size)
    {
        _tailAt += size;
        long before = _received;
        _tail.Used = _tailAt;
        Volatile.Write(ref _received, before + size);

        // The reader publishes what it consumed and then, behind a fence, looks for more; here the reverse.
        Interlocked.MemoryBarrier();
        return Consumed == before;
    }

    /// <summary>Whether there is a frame. Any thread.</summary>
    public bool HasFrame()
    {
        long consumed = Consumed;
        if (Received != consumed)
        {
            return true;
        }

        Interlocked.MemoryBarrier();
        return Received != consumed;
    }

    /// <inheritdoc cref="IChannelReceiver.TryRead"/>
    public bool TryRead(out ReceivedBatch batch)
    {
        ReadOnlySpan<byte> frame = Peek();
        if (frame.IsEmpty)
        {
            batch = default;
            return false;
        }

        if (!_hasFront)
        {
            _front = FrameHeader.Trusted(frame);
            _hasFront = true;
        }

        batch = _front.Kind == FrameKind.Control
            ? new ReceivedBatch(default, 0, _front.SignalOf(frame))
            : new ReceivedBatch(frame[(FrameHeader.Size + _frontBytes)..], _front.Count - _frontTuples, null);
        return true;
    }

    /// <inheritdoc cref="IChannelReceiver.Advance"/>
    /// <returns>Whether it was a control signal.</returns>
    /// <exception cref="InvalidOperationException">Nothing was read that could be handled.</exception>
    public bool Advance(int bytes, int tuples)
    {
        if (!_hasFront)
        {
            throw new InvalidOperationException("Nothing was read that could be handled.");
        }

        bool isControl = _front.Kind == FrameKind.Control;
        if (isControl)
        {
            bytes = _front.Length;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bytes, (uint)(_front.Length - _frontBytes), nameof(bytes));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)tuples, (uint)(_front.Count - _frontTuples), nameof(tuples));
        _frontBytes += bytes;
        _frontTuples += tuples;
        bool isDone = _frontBytes == _front.Length && _frontTuples == _front.Count;
        Volatile.Write(ref _handled, _consumed + (isDone || _frontBytes > 0 ? FrameHeader.Size + _frontBytes : 0));
        if (isDone)
        {
            _headAt += _front.FrameSize;
            Volatile.Write(ref _consumed, _consumed + _front.FrameSize);
            _hasFront = false;
            _frontBytes = 0;
            _frontTuples = 0;
        }

        return isControl;
    }

    /// <summary>The frame at the front; unchanged until <see cref="Advance"/> has handled it.</summary>
    private ReadOnlySpan<byte> Peek()
    {
        if (!HasFrame())
        {
            return default;
        }

        // The writer goes on to another chunk only behind its last frame, and publishes that later than the link to it.
        while (_headAt == _head.Used && _head.Next is { } next)
        {
            Chunk read = _head;
            _head = next;
            _headAt = 0;
            if (read.Capacity > 0)
            {
                Volatile.Write(ref _returned, _returned + read.Capacity);
                _pool.Return(read);
            }
        }

        ReadOnlySpan<byte> rest = _head.Bytes.AsSpan(_headAt, _head.Used - _headAt);
        return rest[..FrameHeader.SizeOf(rest)];
    }
}
