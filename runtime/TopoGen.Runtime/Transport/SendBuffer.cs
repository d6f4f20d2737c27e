namespace TopoGen.Runtime;

/// <summary>
/// What is about to be sent over a connection: small frames of many channels, gathered, and behind them at most one range of a
/// channel's log that is large enough to be sent from where it is. Used by one thread at a time.
/// </summary>
internal sealed class SendBuffer
{
    /// <summary>Room that <see cref="Outgoing.Emit"/> finds at least: one frame of any kind but data.</summary>
    public const int LeastRoom = 4 * 1024;

    /// <summary>From this size on a copy costs more than a system call of its own.</summary>
    private const int LeastDirect = 16 * 1024;

    private const int Capacity = 64 * 1024;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Capacity);
    private int _start;
    private int _end;
    private ArraySegment<byte> _direct;

    /// <summary>Whether a frame may be put in: there is room, and no range waits.</summary>
    public bool TakesMore => _direct.Count == 0 && Capacity - _end >= LeastRoom;

    /// <summary>Bytes that were ever put in.</summary>
    public long Total { get; private set; }

    public void Write(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        header.WriteTo(_bytes.AsSpan(_end));
        payload.CopyTo(_bytes.AsSpan(_end + FrameHeader.Size));
        _end += header.FrameSize;
        Total += header.FrameSize;
    }

    /// <summary>Puts whole frames in, which must not change until the next call.</summary>
    public void Write(ArraySegment<byte> frames)
    {
        Total += frames.Count;
        if (frames.Count >= LeastDirect || frames.Count > Capacity - _end)
        {
            _direct = frames;
            return;
        }

        frames.AsSpan().CopyTo(_bytes.AsSpan(_end));
        _end += frames.Count;
    }

    /// <summary>Sends as much as the socket takes.</summary>
    public FlushResult Flush(LinkSocket socket)
    {
        while (_start < _end)
        {
            int sent = socket.TrySend(_bytes.AsSpan(_start, _end - _start));
            if (sent <= 0)
            {
                return sent < 0 ? FlushResult.Broken : FlushResult.Full;
            }

            _start += sent;
        }

        _start = _end = 0;
        while (_direct.Count > 0)
        {
            int sent = socket.TrySend(_direct);
            if (sent <= 0)
            {
                return sent < 0 ? FlushResult.Broken : FlushResult.Full;
            }

            _direct = _direct[sent..];
        }

        _direct = default;
        return FlushResult.Sent;
    }

    /// <summary>Forgets what a former connection did not send.</summary>
    public void Clear()
    {
        _start = _end = 0;
        _direct = default;
    }
}
