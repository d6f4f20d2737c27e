using System.Buffers.Binary;

namespace TopoGen.Runtime;

/// <summary>
/// Both ends of a channel of encoded tuples within a process: frames, as links have them, which the producer writes where the consumer reads. One thread at
/// either end.
/// </summary>
/// <param name="window">From so many bytes on that are written and not handled, there is no room.</param>
/// <param name="dataAvailable">Called by the producer's thread where the consumer had handled everything.</param>
/// <param name="roomAvailable">Called by the consumer's thread where the producer may wait for room.</param>
internal sealed class ByteQueue(long window, Action dataAvailable, Action roomAvailable) : IChannelSender, IChannelReceiver
{
    /// <summary>A ring of values has slots; here each may have so many bytes.</summary>
    public const int BytesPerSlot = 64;

    /// <summary>Memory moves between channels.</summary>
    private static readonly ChunkPool Pool = new();

    private readonly Inbox _inbox = new(Pool);

    // The producer's: the open frame, from its header on.
    private ArraySegment<byte> _frame;
    private int _frameEnd;
    private int _frameCount;
    private PaddedCounter _written;
    private PaddedCounter _writtenTuples;

    // The consumer's.
    private PaddedCounter _handledTuples;
    private int _isWaiting;
    private bool _isRefused;

    public int MaxTupleSize => 64 * 1024 * 1024;

    public long Pending => Volatile.Read(ref _writtenTuples.Value) - Volatile.Read(ref _handledTuples.Value);

    public bool HasData => !_isRefused && _inbox.HasFrame();

    public bool HasRoom
    {
        get
        {
            if (InFlight < window)
            {
                return true;
            }

            // Says that it waits and then, behind a fence, looks again; the consumer does the reverse.
            Volatile.Write(ref _isWaiting, 1);
            Interlocked.MemoryBarrier();
            return InFlight < window;
        }
    }

    /// <summary>How much of the window is taken. Any thread; may lag.</summary>
    public double Fill => Math.Max(0, (double)InFlight / window);

    private long InFlight => Volatile.Read(ref _written.Value) - _inbox.Handled;

    /// <summary>The bytes that may wait where as many tuples as that might, were they values.</summary>
    public static long WindowOf(int ringCapacity) => (long)ringCapacity * BytesPerSlot;

    public bool TryReserve(int size, out ArraySegment<byte> room)
    {
        if (_frameCount > 0 && size > _frame.Count - _frameEnd)
        {
            Finish();
        }

        if (_frameCount == 0)
        {
            _frame = _inbox.ReserveRest(FrameHeader.Size + size);
            _frameEnd = FrameHeader.Size;
        }

        room = _frame[_frameEnd..];
        return true;
    }

    public void Commit(int bytes, int count)
    {
        _frameEnd += bytes;
        _frameCount += count;
        Volatile.Write(ref _written.Value, _written.Value + bytes);
        Volatile.Write(ref _writtenTuples.Value, _writtenTuples.Value + count);
    }

    public void Write(ControlSignal signal)
    {
        Finish();
        int payload = signal.Kind == ControlKind.Barrier ? sizeof(long) : 0;
        _frame = _inbox.ReserveRest(FrameHeader.Size + payload);
        if (payload > 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_frame.AsSpan(FrameHeader.Size), signal.Epoch);
        }

        Publish(new FrameHeader(FrameKind.Control, payload, Channel: 0, Count: 0, Offset: 0, (byte)signal.Kind));
    }

    public void Flush() => Finish();

    public bool TryRead(out ReceivedBatch batch)
    {
        batch = default;
        return !_isRefused && _inbox.TryRead(out batch);
    }

    public void Advance(int bytes, int tuples)
    {
        _inbox.Advance(bytes, tuples);
        Volatile.Write(ref _handledTuples.Value, _handledTuples.Value + tuples);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _isWaiting) != 0 && InFlight <= window / 2)
        {
            Volatile.Write(ref _isWaiting, 0);
            roomAvailable();
        }
    }

    public void Refuse(string reason) => _isRefused = true;

    public void Dispose()
    {
    }

    private void Finish()
    {
        if (_frameCount > 0)
        {
            Publish(new FrameHeader(FrameKind.Data, _frameEnd - FrameHeader.Size, Channel: 0, _frameCount, Offset: 0));
        }
    }

    private void Publish(FrameHeader header)
    {
        header.WriteTo(_frame);
        _frameCount = 0;
        Volatile.Write(ref _written.Value, _written.Value + header.FrameSize - (header.Kind == FrameKind.Data ? header.Length : 0));
        if (_inbox.Commit(header.FrameSize))
        {
            dataAvailable();
        }
    }
}
