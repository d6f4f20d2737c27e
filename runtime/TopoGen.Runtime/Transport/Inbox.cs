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

    public Inbox(ChunkPool pool)
    {
        _pool = pool;
        _head = _tail = new Chunk();
    }

    /// <summary>The offset in the stream behind the last frame that is here completely. Any thread.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>The offset of the frame at the front. Any thread.</summary>
    public long Consumed => Volatile.Read(ref _consumed);

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

    /// <summary>The frame at the front; unchanged until <see cref="Next"/>.</summary>
    public ReadOnlySpan<byte> Peek()
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

    /// <summary>Goes on behind the frame at the front.</summary>
    public void Next(int size)
    {
        _headAt += size;
        Volatile.Write(ref _consumed, _consumed + size);
    }
}
