using System.Diagnostics;

namespace TopoGen.Runtime;

/// <summary>
/// A connection whose bytes go through rings in shared memory. The socket it was made over carries single bytes that wake the other side
/// where it says that it sleeps, and its end is the connection's end: a peer that dies closes it, however it dies.
/// </summary>
/// <param name="wakes">After its handshake; belongs to this from now on.</param>
/// <param name="rings">Held by both sides; belongs to this from now on.</param>
internal sealed class SharedSocket(LinkSocket wakes, RingFile rings) : LinkSocket
{
    /// <summary>How long it looks on before it sleeps, where that may be worth it: about as long as waking a thread takes.</summary>
    private static readonly long Watched = Stopwatch.Frequency / 20_000;

    /// <summary>How often it looks before it lets others run: a microsecond or two, in which a peer that is at it answers.</summary>
    private const int Spins = 32;

    /// <summary>Who slept shorter than this, 500 µs, is in the midst of something, and looks on next time. An idle link never does.</summary>
    private static readonly long Short = Stopwatch.Frequency / 2_000;

    /// <summary>On one processor, whoever looks on keeps the other side from writing: there it only lets that one run, so often.</summary>
    private const int MostYields = 8;

    private static readonly bool MayWatch = Environment.ProcessorCount > 1;

    private readonly SharedRingReader _reader = rings.Reader;
    private readonly SharedRingWriter _writer = rings.Writer;
    private readonly byte[] _signals = new byte[64];
    private readonly ManualResetEventSlim _room = new();
    private volatile bool _isShut;
    private volatile bool _needsRoom;
    private volatile bool _isOver;
    private volatile bool _isPolled;

    /// <summary>The link's reader sleeps, or is about to, and looks at nothing before it is woken.</summary>
    private volatile bool _sleeps;
    private bool _isBusy;

    public override bool SendsDirectly => true;

    public override bool CanPoll => true;

    public override bool IsPolled => _isPolled;

    public override string Name { get; } = $"{wakes.Name}, shared memory";

    public override int Read(Span<byte> buffer)
    {
        int read;
        while ((read = TryRead(buffer)) == 0)
        {
            WaitForBytes();
        }

        return Math.Max(0, read);
    }

    public override int TryRead(Span<byte> buffer)
    {
        // Asked before: what was written before the end is still to be read.
        bool isOver = _isOver;
        if (_isShut)
        {
            return -1;
        }

        int read = _reader.Read(buffer);
        if (read > 0 && _reader.TakeWriter())
        {
            Wake();
        }

        OfferRoom();
        if (read < 0)
        {
            Error = "the other side's position in its ring is impossible";
        }

        return read == 0 && isOver ? -1 : read;
    }

    public override void WaitForBytes()
    {
        if (!_isOver && !_isShut && !Watch())
        {
            Sleep();
        }
    }

    public override void BeginPolling()
    {
        _isPolled = true;
        _reader.Withdraw();
    }

    public override bool TryEndPolling()
    {
        // Says so and then, behind a fence, looks whether the reader sleeps; that does the reverse.
        _isPolled = false;
        _reader.Announce();
        return _reader.IsEmpty || !_sleeps;
    }

    public override void CallReader()
    {
        if (_isPolled)
        {
            _reader.Announce();
        }
    }

    public override int TrySend(ReadOnlySpan<byte> bytes)
    {
        if (_isShut)
        {
            return -1;
        }

        int written = _writer.Write(bytes);
        if (written < 0)
        {
            Error = "the other side's position in the ring for it is impossible";
            return -1;
        }

        if (written > 0 && _writer.TakeReader())
        {
            Wake();
        }

        return written;
    }

    public override void WaitForRoom()
    {
        long begun = Stopwatch.GetTimestamp();
        while (!_writer.HasRoom && !_isShut)
        {
            if (MayWatch && Stopwatch.GetTimestamp() - begun < Watched)
            {
                Thread.Yield();
                continue;
            }

            // The reader of this side hears the other's signals and passes them on.
            _room.Reset();
            _needsRoom = true;
            _writer.Announce();
            if (!_writer.HasRoom && !_isShut)
            {
                _room.Wait();
            }

            _needsRoom = false;
            _writer.Withdraw();
        }
    }

    public override void Shutdown()
    {
        // Nothing here may touch the rings: whoever comes late finds them unmapped.
        _isShut = true;
        wakes.Shutdown();
        _room.Set();
    }

    public override void Dispose()
    {
        _isShut = true;
        wakes.Dispose();
        rings.Dispose();
    }

    /// <summary>Looks on for a while, if bytes may come soon.</summary>
    /// <returns>Whether it is worth reading.</returns>
    private bool Watch()
    {
        if (!_isBusy)
        {
            return false;
        }

        for (int spin = 0; MayWatch && spin < Spins && !_isPolled; spin++)
        {
            if (!_reader.IsEmpty || _isShut)
            {
                return true;
            }

            Thread.SpinWait(1);
        }

        // A thread that spins holds a processor that the thread it waits for may need.
        long begun = Stopwatch.GetTimestamp();
        for (int yields = 0; !_isPolled && (MayWatch ? Stopwatch.GetTimestamp() - begun < Watched : yields < MostYields); yields++)
        {
            OfferRoom();
            Thread.Yield();
            if (!_reader.IsEmpty || _isShut)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Sleeps until the other side sends a signal, or is gone.</summary>
    private void Sleep()
    {
        _sleeps = true;
        Interlocked.MemoryBarrier();
        bool isPolled = _isPolled;
        if (!isPolled)
        {
            _reader.Announce();
        }

        if (isPolled || _reader.IsEmpty)
        {
            long begun = Stopwatch.GetTimestamp();
            if (wakes.Read(_signals) == 0)
            {
                Error ??= wakes.Error;
                _isOver = true;
            }

            _isBusy = Stopwatch.GetTimestamp() - begun < Short;
        }

        _sleeps = false;
        _reader.Withdraw();
        OfferRoom();
    }

    private void OfferRoom()
    {
        if (_needsRoom && _writer.HasRoom)
        {
            _room.Set();
        }
    }

    /// <summary>
    /// A full socket has signals enough in it. A broken one is found out by whoever reads it.
    /// </summary>
    private void Wake() => wakes.TrySend([1]);
}
