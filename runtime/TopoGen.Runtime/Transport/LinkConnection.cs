using System.Collections.Concurrent;

namespace TopoGen.Runtime;

/// <summary>
/// One connection of a link, from handshake to break: reads frames and hands them to the ends of channels. What is known of
/// channels on it ends with it. <see cref="Run"/> is one thread's, the link's reader; <see cref="Poll"/>, <see cref="Break"/> and
/// <see cref="IsBroken"/> are any thread's.
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

    /// <summary>Whoever polls has other things to do after so many bytes, and handles them best while they are in its caches.</summary>
    private const int Share = 64 * 1024;

    /// <summary>After so many shares the reader leaves the rest to whoever polls: it is woken where that one is held up.</summary>
    private const int MostShares = 16;

    private readonly ConcurrentDictionary<uint, ChannelReceiver> _bound = new();
    private readonly Dictionary<ChannelId, uint> _waiting = [];
    private readonly Dictionary<uint, ChannelId> _opened = [];
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferSize);

    // Held by whoever reads, with all that follows.
    private readonly Lock _reading = new();
    private int _start;
    private int _end;
    private int _ask = BufferSize;

    // What is missing of a frame that is read straight to where it belongs, or nowhere.
    private ChannelReceiver? _receiver;
    private FrameHeader _header;
    private ArraySegment<byte> _place;
    private int _missing;
    private bool _hasEnded;

    private string? _reason;
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

    /// <summary>Reads until the connection is over, where nobody else does.</summary>
    /// <returns>Why it is.</returns>
    public string Run()
    {
        for (int shares = 0; ; shares++)
        {
            bool hasRead;
            lock (_reading)
            {
                hasRead = Read();
                if (_hasEnded)
                {
                    return _reason!;
                }
            }

            if (!hasRead || (shares > MostShares && socket.IsPolled))
            {
                socket.WaitForBytes();
                shares = 0;
            }
        }
    }

    /// <summary>Reads what is there, up to <see cref="Share"/>, unless somebody else reads at the moment. Where that ends the connection, <see cref="Run"/> returns.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool Poll()
    {
        // A handler that the link's reader runs may wait for room, and poll.
        if (_reading.IsHeldByCurrentThread || !_reading.TryEnter())
        {
            return false;
        }

        try
        {
            return !_hasEnded && Read();
        }
        catch (Exception exception)
        {
            End("reading failed", tellsPeer: true);
            context.Reports.Failed($"The link to {link.Peer.Name}", exception);
            return false;
        }
        finally
        {
            _reading.Exit();
        }
    }

    /// <summary>Nobody reads any more: the socket may be disposed of.</summary>
    public void EndReading()
    {
        lock (_reading)
        {
            _hasEnded = true;
        }
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

    /// <returns>Whether anything came.</returns>
    private bool Read()
    {
        int taken = 0;
        do
        {
            Span<byte> place = Place();
            int read = socket.TryRead(place);
            if (read == 0)
            {
                break;
            }

            if (read < 0)
            {
                End(socket.Error ?? "the other side closed the connection");
                break;
            }

            link.Hear();
            taken += read;
            if (Take(read, place.Length) is { } violation)
            {
                _isFaulty = true;
                End(violation, tellsPeer: true);
            }
        }
        while (taken < Share && !_hasEnded && socket.CanPoll);

        return taken > 0;
    }

    private void End(string reason, bool tellsPeer = false)
    {
        Break(reason, tellsPeer);
        _hasEnded = true;
    }

    /// <summary>Where the next bytes go. What belongs nowhere goes into the buffer, which is empty then.</summary>
    private Span<byte> Place()
        => _missing == 0
            ? _buffer.AsSpan(_end, Math.Min(_ask, BufferSize - _end))
            : _receiver is null ? _buffer.AsSpan(0, Math.Min(_missing, BufferSize)) : _place;

    /// <summary>So many bytes have come where <see cref="Place"/> said.</summary>
    /// <returns>What is wrong, or null.</returns>
    private string? Take(int read, int asked)
    {
        if (_missing > 0)
        {
            _missing -= read;
            _place = _receiver is null ? default : _place[read..];
            if (_missing == 0)
            {
                _receiver?.Commit(_header);
                _receiver = null;
            }

            return null;
        }

        _end += read;
        if (read == asked)
        {
            _ask = Math.Min(4 * _ask, BufferSize);
        }

        string? violation = Parse();
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (BufferSize - _end < LeastRoom)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        return violation;
    }

    private string? Parse()
    {
        while (_end - _start >= FrameHeader.Size)
        {
            ReadOnlySpan<byte> rest = _buffer.AsSpan(_start, _end - _start);
            if (FrameHeader.Read(rest, context.Options.MaxFrame, out FrameHeader header) is { } wrong)
            {
                return wrong;
            }

            string? violation;
            if (rest.Length >= header.FrameSize)
            {
                violation = Handle(header, rest[..header.FrameSize]);
                _start += header.FrameSize;
            }
            else if (header.FrameSize - rest.Length >= LeastDirect || header.FrameSize > BufferSize - LeastRoom)
            {
                violation = Begin(header, rest);
                _start = _end;
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

    /// <summary>Lets the rest of a frame be read straight to where it belongs. Only data frames can be so large.</summary>
    private string? Begin(FrameHeader header, ReadOnlySpan<byte> begin)
    {
        _header = header;
        _missing = header.FrameSize - begin.Length;
        if (!_bound.TryGetValue(header.Channel, out ChannelReceiver? receiver))
        {
            context.CountRefused();
            return null;
        }

        if (receiver.Reserve(this, header, out ArraySegment<byte> place) is { } violation)
        {
            return violation;
        }

        begin.CopyTo(place);
        _receiver = receiver;
        _place = place[begin.Length..];
        return null;
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
