using System.Diagnostics.CodeAnalysis;

namespace TopoGen.Runtime;

/// <summary>
/// Sends what the ends of channels have, in turns, over the link's current connection. Whoever has something sends it at once on
/// its own thread, unless somebody is sending already, who then takes it along, or the socket is full or may block: there the
/// link's writer thread goes on. Nobody else ever waits.
/// </summary>
internal sealed class SendPump
{
    /// <summary>Bytes after which a thread that has other work leaves the rest to the writer.</summary>
    private const long Patience = 1024 * 1024;

    /// <summary>How often such a thread sends what others queued meanwhile.</summary>
    private const int MaxPasses = 4;

    /// <summary>Bytes of one channel before the next has its turn.</summary>
    public const int TurnSize = ChunkPool.Largest;

    private readonly SendBuffer _buffer = new();
    private readonly Lock _queueSync = new();
    private readonly Queue<Outgoing> _queue = new();

    // Held by whoever sends; passed on to the writer with the signal.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SemaphoreSlim _writer = new(0);
    private LinkConnection? _connection;
    private volatile bool _isOver;

    private enum Progress
    {
        Done,
        Full,
        TooMuch,
    }

    /// <summary>Sends for <paramref name="item"/>, soon. Never blocks. Any thread.</summary>
    public void Schedule(Outgoing item)
    {
        if (item.TryQueue())
        {
            lock (_queueSync)
            {
                _queue.Enqueue(item);
            }
        }

        SendQueued();
    }

    /// <summary>Sends over this connection from now on.</summary>
    public void Attach(LinkConnection connection)
    {
        _turn.Wait();
        _isOver = false;
        _buffer.Clear();
        _connection = connection;
        _turn.Release();
        SendQueued();
    }

    /// <summary>Sends no more over the last connection. Its socket must have been shut down, or this may wait for it.</summary>
    public void Detach()
    {
        _turn.Wait();
        _connection = null;
        _buffer.Clear();
        _turn.Release();
        SendQueued();
    }

    /// <summary>Sends a last frame, if that is possible without waiting.</summary>
    public void TrySayBye(LinkConnection connection, string reason)
    {
        if (!_turn.Wait(0))
        {
            return;
        }

        if (_connection == connection && connection.Socket.SendsDirectly && _buffer.Flush(connection.Socket) == FlushResult.Sent)
        {
            Span<byte> payload = stackalloc byte[FrameHeader.MaxReason];
            int length = ReasonText.Write(reason, payload);
            _buffer.Write(new FrameHeader(FrameKind.Bye, length, 0, 0, 0), payload[..length]);
            _buffer.Flush(connection.Socket);
        }

        _turn.Release();
    }

    /// <summary>The writer thread's life, which is that of a connection.</summary>
    public void RunWriter()
    {
        while (true)
        {
            _writer.Wait();
            if (_isOver)
            {
                return;
            }

            while (true)
            {
                Progress progress = Send(long.MaxValue / 2);
                if (progress == Progress.Full)
                {
                    _connection!.Socket.WaitForRoom();
                    continue;
                }

                _turn.Release();
                if (IsQueueEmpty() || !_turn.Wait(0))
                {
                    break;
                }
            }
        }
    }

    /// <summary>Ends the writer thread, after <see cref="Detach"/>: nobody passes a turn on any more.</summary>
    public void Stop()
    {
        _isOver = true;
        _writer.Release();
    }

    private void SendQueued()
    {
        // Whoever has the turn looks at the queue once more after giving it back, so nothing stays behind.
        // Without a connection there may be no writer any more to pass it on to; then the queue is only emptied.
        for (int pass = 0; !IsQueueEmpty() && _turn.Wait(0); pass++)
        {
            if ((pass >= MaxPasses && _connection is not null) || _connection is { Socket.SendsDirectly: false } || Send(Patience) != Progress.Done)
            {
                _writer.Release();
                return;
            }

            _turn.Release();
        }
    }

    private Progress Send(long patience)
    {
        if (_connection is not { IsBroken: false } connection)
        {
            DropQueue();
            return Progress.Done;
        }

        long stop = _buffer.Total + patience;
        while (true)
        {
            if (!_buffer.TakesMore && Flush(connection) is { } full)
            {
                return full;
            }

            if (!TryDequeue(out Outgoing? item))
            {
                return Flush(connection) ?? Progress.Done;
            }

            item.Dequeued();
            if (item.Emit(_buffer, connection) && item.TryQueue())
            {
                lock (_queueSync)
                {
                    _queue.Enqueue(item);
                }
            }

            if (_buffer.Total > stop)
            {
                return Progress.TooMuch;
            }
        }
    }

    /// <returns>Null where everything is sent.</returns>
    private Progress? Flush(LinkConnection connection)
    {
        switch (_buffer.Flush(connection.Socket))
        {
            case FlushResult.Sent:
                return null;
            case FlushResult.Full:
                return Progress.Full;
            default:
                connection.Break(connection.Socket.Error ?? "sending failed");
                _buffer.Clear();
                DropQueue();
                return Progress.Done;
        }
    }

    private bool TryDequeue([NotNullWhen(true)] out Outgoing? item)
    {
        lock (_queueSync)
        {
            return _queue.TryDequeue(out item);
        }
    }

    private bool IsQueueEmpty()
    {
        lock (_queueSync)
        {
            return _queue.Count == 0;
        }
    }

    /// <summary>Without a connection there is nobody to send to; a new one queues everybody.</summary>
    private void DropQueue()
    {
        while (TryDequeue(out Outgoing? item))
        {
            item.Dequeued();
        }
    }
}
