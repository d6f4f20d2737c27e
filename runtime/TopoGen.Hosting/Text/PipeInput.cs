namespace TopoGen.Hosting.Text;

/// <summary>
/// A pipe or terminal: a thread of its own waits for it, so that its reader never does and a topology that is told to stop
/// need not wait for somebody to type.
/// </summary>
internal sealed class PipeInput : TextInput
{
    /// <summary>Bytes read ahead: several times what a pipe of the system holds.</summary>
    private const int Capacity = 1024 * 1024;

    private readonly Func<Stream> _open;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _room = new(0);
    private readonly byte[] _ring = new byte[Capacity];
    private long _written;
    private long _read;
    private bool _ended;
    private bool _waiting;
    private bool _disposed;
    private Exception? _failure;

    /// <param name="open">Opens the pipe; called on the thread that waits.</param>
    public PipeInput(Func<Stream> open)
    {
        _open = open;
        new Thread(Pump) { IsBackground = true, Name = "topogen-pipe" }.Start();
    }

    public override int Read(Span<byte> buffer)
    {
        bool wake;
        int length;
        lock (_lock)
        {
            if (_written == _read)
            {
                return _failure is { } failure ? throw failure : _ended ? 0 : NothingYet;
            }

            int at = (int)(_read % Capacity);
            length = (int)Math.Min(Math.Min(_written - _read, Capacity - at), buffer.Length);
            _ring.AsSpan(at, length).CopyTo(buffer);
            _read += length;
            wake = _waiting;
            _waiting = false;
        }

        if (wake)
        {
            _room.Release();
        }

        return length;
    }

    /// <summary>Leaves the pump where it is: nothing can end a blocked read of standard input but the end of the process.</summary>
    public override void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
        }

        _room.Release();
    }

    private void Pump()
    {
        try
        {
            using Stream stream = _open();
            while (TakeRoom(out int at, out int room))
            {
                // Only this thread writes here, and the reader does not look at it before _written says so.
                int read = stream.Read(_ring, at, room);
                lock (_lock)
                {
                    _written += read;
                    _ended = read == 0;
                    if (_ended || _disposed)
                    {
                        return;
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TopologyInputException)
        {
            lock (_lock)
            {
                _failure = e;
            }
        }
    }

    private bool TakeRoom(out int at, out int room)
    {
        while (true)
        {
            lock (_lock)
            {
                at = (int)(_written % Capacity);
                room = (int)Math.Min(Capacity - (_written - _read), Capacity - at);
                if (room > 0 || _disposed)
                {
                    return !_disposed;
                }

                _waiting = true;
            }

            _room.Wait();
        }
    }
}
