using System.Buffers;
using System.Collections.Concurrent;

namespace TopoGen.Runtime;

/// <summary>
/// One connection of a link, from handshake to break: reads frames and hands them to the ends of channels. What is known of
/// channels on it ends with it. <see cref="Run"/> is one thread's; <see cref="Break"/> and <see cref="IsBroken"/> any thread's.
/// </summary>
internal sealed class LinkConnection(Link link, LinkSocket socket, LinkContext context)
{
    /// <summary>Channels a peer may have open at once; each costs memory here.</summary>
    private const int MaxChannels = 65_536;

    private const int BufferSize = 128 * 1024;

    /// <summary>Less room than this at the end of the buffer makes system calls small.</summary>
    private const int LeastRoom = 32 * 1024;

    /// <summary>What is missing of a frame, if it is so much, is read straight to where it belongs: a system call costs less than the copy.</summary>
    private const int LeastDirect = 16 * 1024;

    /// <summary>Behind a frame that was read so another one is likely: no more than its beginning is read through the buffer.</summary>
    private const int Beginning = 4 * 1024;

    private readonly ConcurrentDictionary<uint, ChannelReceiver> _bound = new();
    private readonly Dictionary<ChannelId, uint> _waiting = [];
    private readonly Dictionary<uint, ChannelId> _opened = [];
    private string? _reason;
    private int _ask = BufferSize;
    private bool _hasFrames;
    private bool _isFaulty;

    public LinkSocket Socket => socket;

    /// <summary>Set when nothing of this connection reaches a channel any more.</summary>
    public ManualResetEventSlim Ended { get; } = new();

    public bool IsBroken => Volatile.Read(ref _reason) is not null;

    /// <summary>Whether frames came, and neither side found fault with the other.</summary>
    public bool HasWorked => _hasFrames && !_isFaulty;

    /// <summary>Ends the connection; the first reason counts.</summary>
    /// <param name="reason">For people.</param>
    /// <param name="tellsPeer">Whether the other side is told, if that is possible at once.</param>
    public void Break(string reason, bool tellsPeer = false)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
        {
            if (tellsPeer)
            {
                link.SayBye(this, reason);
            }

            socket.Shutdown();
        }
    }

    /// <summary>Reads until the connection is over.</summary>
    /// <returns>Why it is.</returns>
    public string Run()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            if (Read(buffer) is { } violation)
            {
                _isFaulty = true;
                Break(violation, tellsPeer: true);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        Break(socket.Error ?? "the other side closed the connection");
        return _reason!;
    }

    /// <summary>Connects a receiver to the channel that its sender has opened, if it has. Under the link's lock.</summary>
    public bool TryBind(ChannelReceiver receiver)
    {
        if (!_waiting.Remove(receiver.Channel, out uint number))
        {
            return false;
        }

        receiver.Bind(this, number);
        _bound[number] = receiver;
        return true;
    }

    /// <summary>Frames of this receiver's channel reach it no more. Under the link's lock.</summary>
    public void Unbind(ChannelReceiver receiver)
    {
        if (receiver.IsBoundTo(this))
        {
            _bound.TryRemove(receiver.Number, out _);
        }
    }

    /// <summary>The sender has closed a channel. Under the link's lock.</summary>
    public void Forget(ChannelId channel, uint number)
    {
        if (_waiting.TryGetValue(channel, out uint waiting) && waiting == number)
        {
            _waiting.Remove(channel);
        }

        if (_bound.TryRemove(number, out ChannelReceiver? receiver))
        {
            receiver.Bind(null, number);
        }
    }

    /// <summary>No frame reaches any channel any more. Under the link's lock.</summary>
    public void UnbindAll() => _bound.Clear();

    /// <summary>The sender has opened a channel whose receiver is not there yet. Under the link's lock.</summary>
    public void Wait(ChannelId channel, uint number) => _waiting[channel] = number;

    private string? Read(byte[] buffer)
    {
        int start = 0;
        int end = 0;
        while (true)
        {
            int asked = Math.Min(_ask, buffer.Length - end);
            int read = socket.Read(buffer.AsSpan(end, asked));
            if (read == 0)
            {
                return null;
            }

            link.Hear();
            end += read;
            if (read == asked)
            {
                _ask = Math.Min(4 * _ask, BufferSize);
            }

            if (Parse(buffer, ref start, ref end) is { } violation)
            {
                return violation;
            }

            if (start == end)
            {
                start = end = 0;
            }
            else if (buffer.Length - end < LeastRoom)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                end -= start;
                start = 0;
            }
        }
    }

    private string? Parse(byte[] buffer, ref int start, ref int end)
    {
        while (end - start >= FrameHeader.Size)
        {
            ReadOnlySpan<byte> rest = buffer.AsSpan(start, end - start);
            if (FrameHeader.Read(rest, context.Options.MaxFrame, out FrameHeader header) is { } wrong)
            {
                return wrong;
            }

            string? violation;
            if (rest.Length >= header.FrameSize)
            {
                violation = Handle(header, rest[..header.FrameSize]);
                start += header.FrameSize;
            }
            else if (header.FrameSize - rest.Length >= LeastDirect || header.FrameSize > BufferSize - LeastRoom)
            {
                violation = ReadRest(header, rest);
                start = end;
                _ask = Beginning;
            }
            else
            {
                return null;
            }

            _hasFrames = true;
            if (violation is not null)
            {
                return violation;
            }
        }

        return null;
    }

    private string? Handle(FrameHeader header, ReadOnlySpan<byte> frame)
    {
        ReadOnlySpan<byte> payload = frame[FrameHeader.Size..];
        switch (header.Kind)
        {
            case FrameKind.Data or FrameKind.Control:
                return Deliver(header, frame);
            case FrameKind.Heartbeat:
                return null;
            case FrameKind.Open:
                return Open(header.Channel, payload);
            case FrameKind.Close:
                Close(header.Channel);
                return null;
            case FrameKind.Bye:
                _isFaulty = true;
                Break($"the other side closed it: {ReasonText.Read(payload)}");
                return null;
            default:
                return link.Progress(this, header, ChannelProgress.Read(header, payload));
        }
    }

    private string? Deliver(FrameHeader header, ReadOnlySpan<byte> frame)
    {
        if (!_bound.TryGetValue(header.Channel, out ChannelReceiver? receiver))
        {
            context.CountRefused();
            return null;
        }

        if (receiver.Reserve(this, header, out ArraySegment<byte> place) is { } violation)
        {
            return violation;
        }

        RingCopy.Copy(frame, place);
        receiver.Commit(header);
        return null;
    }

    /// <summary>Reads the rest of a frame straight to where it belongs. Only data frames can be so large.</summary>
    private string? ReadRest(FrameHeader header, ReadOnlySpan<byte> begin)
    {
        if (!_bound.TryGetValue(header.Channel, out ChannelReceiver? receiver))
        {
            context.CountRefused();
            Skip(header.FrameSize - begin.Length);
            return null;
        }

        if (receiver.Reserve(this, header, out ArraySegment<byte> place) is { } violation)
        {
            return violation;
        }

        begin.CopyTo(place);
        Span<byte> rest = place.AsSpan(begin.Length);
        while (rest.Length > 0)
        {
            int read = socket.Read(rest);
            if (read == 0)
            {
                // What is there of it is sent again on the next connection.
                return null;
            }

            link.Hear();
            rest = rest[read..];
        }

        receiver.Commit(header);
        return null;
    }

    private void Skip(int bytes)
    {
        byte[] waste = ArrayPool<byte>.Shared.Rent(LeastRoom);
        while (bytes > 0)
        {
            int read = socket.Read(waste.AsSpan(0, Math.Min(bytes, waste.Length)));
            if (read == 0)
            {
                break;
            }

            link.Hear();
            bytes -= read;
        }

        ArrayPool<byte>.Shared.Return(waste);
    }

    private string? Open(uint number, ReadOnlySpan<byte> identity)
    {
        if (!ChannelIdCodec.TryRead(identity, out ChannelId channel))
        {
            return "open frame without a channel";
        }

        if (_opened.Count >= MaxChannels || !_opened.TryAdd(number, channel))
        {
            return _opened.Count >= MaxChannels ? $"more than {MaxChannels:N0} channels opened" : $"channel number {number} opened twice";
        }

        return link.Open(this, channel, number);
    }

    private void Close(uint number)
    {
        if (_opened.Remove(number, out ChannelId channel))
        {
            link.Close(this, channel, number);
        }
    }
}
