using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>
/// Everything written to a channel and not yet handled by its receiver, as the very frames that are sent. Tuples gather in an
/// open frame that only the producer knows; a finished frame may be taken, again after a new connection, until it is handled.
/// </summary>
/// <remarks>
/// <see cref="Reserve"/>, <see cref="Commit"/>, <see cref="Append"/> and <see cref="Finish"/> are the producer's thread's;
/// everything else is any thread's. A chunk is freed only when the cursor has left it, so whoever sends
/// what it took may do so without the lock.
/// </remarks>
internal sealed class SendLog(ChunkPool pool, uint channel)
{
    private readonly Lock _sync = new();

    // The producer's: where the open frame begins and ends in the last chunk.
    private Chunk? _tail;
    private int _frameStart;
    private int _frameEnd;
    private int _frameCount;
    private bool _hasFrame;
    private int _chunkSize = ChunkPool.Smallest;
    private long _written;

    // Under the lock.
    private Chunk? _head;
    private Chunk? _cursor;
    private int _cursorAt;
    private long _published;
    private long _sent;
    private long _handled;
    private long _held;
    private bool _isAbandoned;

    /// <summary>Bytes of the stream so far, those of the open frame included.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Bytes of the stream that the receiver has handled.</summary>
    public long Handled => Volatile.Read(ref _handled);

    /// <summary>Bytes of memory that the log holds.</summary>
    public long Held => Volatile.Read(ref _held);

    /// <summary>Makes room for whole tuples in the open frame, or in a new one where that has too little. To be followed by <see cref="Commit"/>.</summary>
    /// <param name="size">Bytes needed at least.</param>
    /// <param name="room">Where they go: the rest of the frame's chunk.</param>
    /// <returns>Whether another frame was finished on the way.</returns>
    public bool Reserve(int size, out ArraySegment<byte> room)
    {
        bool finished = _hasFrame && size > _tail!.Capacity - _frameEnd && Finish();
        if (!_hasFrame)
        {
            Begin(FrameHeader.Size + size);
        }

        room = new ArraySegment<byte>(_tail!.Bytes, _frameEnd, _tail.Capacity - _frameEnd);
        return finished;
    }

    /// <summary>Appends the tuples that were written where <see cref="Reserve"/> said, or behind those committed since.</summary>
    public void Commit(int bytes, int count)
    {
        _frameEnd += bytes;
        _frameCount = checked(_frameCount + count);
        Volatile.Write(ref _written, _written + bytes);
    }

    /// <summary>Appends a control signal as a frame of its own.</summary>
    public void Append(ControlSignal signal)
    {
        Finish();
        int payload = signal.Kind == ControlKind.Barrier ? sizeof(long) : 0;
        Begin(FrameHeader.Size + payload);
        if (payload > 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_tail!.Bytes.AsSpan(_frameEnd), signal.Epoch);
            Commit(payload, 0);
        }

        Publish(new FrameHeader(FrameKind.Control, payload, channel, 0, _published, (byte)signal.Kind));
    }

    /// <summary>Finishes the open frame.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Finish()
    {
        if (!_hasFrame)
        {
            return false;
        }

        Publish(new FrameHeader(FrameKind.Data, _frameEnd - _frameStart - FrameHeader.Size, channel, _frameCount, _published));
        return true;
    }

    /// <summary>Takes what may be sent next: whole frames that lie together, as many as credit allows.</summary>
    /// <param name="window">The receiver's window.</param>
    /// <param name="most">Bytes wanted at most; one frame may be longer.</param>
    /// <param name="frames">The frames, unchanged until the next call.</param>
    public bool TryTake(int window, int most, out ArraySegment<byte> frames)
    {
        lock (_sync)
        {
            frames = default;
            if (_cursor is null)
            {
                return false;
            }

            while (_cursorAt == _cursor.Used && _cursor.Next is { } next)
            {
                _cursor = next;
                _cursorAt = 0;
            }

            Free();
            int available = _cursor.Used - _cursorAt;
            long inFlight = _sent - _handled;
            int taken = available <= most && inFlight + available <= window ? available : Count(_cursor, _cursorAt, available, inFlight, window, most);
            if (taken == 0)
            {
                return false;
            }

            frames = new ArraySegment<byte>(_cursor.Bytes, _cursorAt, taken);
            _cursorAt += taken;
            _sent += taken;
            return true;
        }
    }

    /// <summary>The receiver has handled the stream up to an offset.</summary>
    /// <param name="offset">May be older than the last.</param>
    /// <param name="hasMore">Whether something is not sent yet.</param>
    /// <returns>Whether the offset is one that the receiver can have reached.</returns>
    public bool TryAcknowledge(long offset, out bool hasMore)
    {
        lock (_sync)
        {
            hasMore = _sent < _published;
            if (offset > _sent)
            {
                return _isAbandoned;
            }

            if (offset > _handled)
            {
                Volatile.Write(ref _handled, offset);
                Free();
            }

            return true;
        }
    }

    /// <summary>Goes on at what the receiver has received, on a new connection.</summary>
    /// <returns>Whether that is the end of a frame that the log has or just had.</returns>
    public bool TryResume(long received, long handled)
    {
        lock (_sync)
        {
            if (_isAbandoned)
            {
                return true;
            }

            if (received < _handled || received > _published || handled > received || !TryMoveTo(received))
            {
                return false;
            }

            _sent = received;
            Volatile.Write(ref _handled, Math.Max(_handled, handled));
            Free();
            return true;
        }
    }

    /// <summary>
    /// Lets go of everything: nothing will be taken any more. The chunks are left to the garbage collector, because one may be
    /// on its way into a socket.
    /// </summary>
    public void Abandon()
    {
        lock (_sync)
        {
            _isAbandoned = true;
            _head = _cursor = null;
            _held = 0;
        }
    }

    private static int Count(Chunk chunk, int start, int available, long inFlight, int window, int most)
    {
        int taken = 0;
        while (taken < available)
        {
            int frame = FrameHeader.SizeOf(chunk.Bytes.AsSpan(start + taken));
            if (!CreditWindow.Allows(inFlight + taken, frame, window) || (taken > 0 && taken + frame > most))
            {
                break;
            }

            taken += frame;
        }

        return taken;
    }

    /// <summary>Makes an open frame, in a new chunk where the last has no room for its first tuples.</summary>
    private void Begin(int size)
    {
        if (_tail is null || size > _tail.Capacity - _frameEnd)
        {
            AddChunk(size);
        }

        _hasFrame = true;
        _frameStart = _frameEnd;
        _frameEnd += FrameHeader.Size;
        _frameCount = 0;
        Volatile.Write(ref _written, _written + FrameHeader.Size);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddChunk(int size)
    {
        // Little memory for channels with little in flight, few and large frames for busy ones.
        if (_tail is not null && _written - Handled > _chunkSize)
        {
            _chunkSize = Math.Min(2 * _chunkSize, ChunkPool.Largest);
        }

        Chunk chunk = pool.Rent(Math.Max(size, _chunkSize));
        _frameEnd = 0;
        lock (_sync)
        {
            chunk.Start = _published;
            if (_isAbandoned)
            {
                _tail = chunk;
                return;
            }

            if (_tail is null)
            {
                _head = _cursor = chunk;
            }
            else
            {
                _tail.Next = chunk;
            }

            _tail = chunk;
            _held += chunk.Capacity;
        }
    }

    private void Publish(FrameHeader header)
    {
        header.WriteTo(_tail!.Bytes.AsSpan(_frameStart));
        lock (_sync)
        {
            _tail.Used = _frameEnd;
            _published += header.FrameSize;
        }

        _hasFrame = false;
    }

    private bool TryMoveTo(long offset)
    {
        if (offset == _sent)
        {
            return true;
        }

        for (Chunk? chunk = _head; chunk is not null; chunk = chunk.Next)
        {
            if (offset < chunk.Start || offset > chunk.End)
            {
                continue;
            }

            int at = 0;
            while (chunk.Start + at < offset)
            {
                at += FrameHeader.SizeOf(chunk.Bytes.AsSpan(at));
            }

            _cursor = chunk;
            _cursorAt = at;
            return chunk.Start + at == offset;
        }

        return false;
    }

    private void Free()
    {
        while (_head is { Next: { } next } head && head != _cursor && head.End <= _handled)
        {
            _head = next;
            _held -= head.Capacity;
            pool.Return(head);
        }
    }
}
