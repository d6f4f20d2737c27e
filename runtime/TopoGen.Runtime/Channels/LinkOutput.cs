using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>
/// Encodes tuples for a task of another worker, straight into the channel. They leave when they fill a frame, when the executor
/// has nothing else to do, or after a while (<see cref="Linger"/>). Where the channel has no room, what the running call still emits is written all
/// the same, and the gates of all work units that can reach the channel close until there is room.
/// </summary>
internal sealed class LinkOutput<T> : Output<T>, IChannelProducer, IDisposable
    where T : IStreamTuple<T>, allows ref struct
{
    /// <summary>So many bytes are committed at once, and then the channel is asked whether it has room for more.</summary>
    private const int BatchBytes = 8 * 1024;

    /// <summary>How long the receiver may make no progress until a call that emits very much stops waiting for it.</summary>
    private static readonly TimeSpan StallTime = TimeSpan.FromMilliseconds(10);

    private readonly IChannelSender _sender;
    private readonly Executor _executor;

    private readonly Linger? _linger;
    private readonly string _name;
    private readonly int _overflowLimit;
    private readonly int _maxSize;
    private readonly GateList _gates = new();

    // The channel's room: tuples end at _end, those up to _committed are committed, and at _stop the next batch is. All 0 without room.
    private byte[] _room = [];
    private int _end;
    private int _committed;
    private int _stop;
    private int _limit;
    private long _since;
    private long _overflow;
    private long _patience;
    private bool _isOver;
    private SharedEncoding<T>? _shared;
    private PaddedCounter _sent;
    private long _written;

    /// <param name="sender">The channel.</param>
    /// <param name="executor">Who writes.</param>
    /// <param name="name">Who sends to whom, for messages.</param>
    /// <param name="overflowLimit">How many tuples one call may emit beyond the channel's room.</param>
    /// <param name="linger">How long a small batch waits for more at the end of a turn; null for not at all.</param>
    public LinkOutput(IChannelSender sender, Executor executor, string name, int overflowLimit, Linger? linger)
    {
        _sender = sender;
        _executor = executor;
        _name = name;
        _overflowLimit = overflowLimit;
        _linger = linger;
        _maxSize = sender.MaxTupleSize;
    }

    public bool HasOverflow => _gates.IsClosed;

    public bool HasRoom => _sender.HasRoom;

    /// <summary>Tuples that were sent and not yet handled by the receiver. Any thread; may lag.</summary>
    public long Pending => _sender.Pending + Count;

    internal override long Sent => _sent.Value;

    internal override long Transferred => _sent.Value;

    /// <summary>Tuples that are not committed.</summary>
    private long Count => _sent.Value - Volatile.Read(ref _written);

    public override void Send(scoped in T tuple)
    {
        if (_shared is { } shared)
        {
            Append(shared.Of(in tuple));
            return;
        }

        byte[] room = _room;
        var writer = TupleWriter.Over(room, _end);
        writer.Write(in tuple);
        byte[] written = writer.Detach(out int end);
        if (end < _stop)
        {
            _end = end;
            _sent.Value++;
        }
        else
        {
            Complete(room, written, end);
        }
    }

    public override void SendHashed(scoped in T tuple, ulong hash) => Send(in tuple);

    /// <summary>Sends what a call that is over has emitted, encoded one behind the other: it was bounded by <see cref="CheckHeld"/>.</summary>
    /// <param name="tuples">All of it.</param>
    /// <param name="ends">Where each tuple ends.</param>
    public void Send(ReadOnlySpan<byte> tuples, ReadOnlySpan<int> ends)
    {
        _isOver = true;
        int start = 0;
        for (int first = 0; first < ends.Length;)
        {
            int next = first;
            int end = start;
            while (next < ends.Length && ends[next] - start < _stop - _end)
            {
                end = ends[next++];
            }

            if (next > first)
            {
                tuples[start..end].CopyTo(_room.AsSpan(_end));
                _end += end - start;
                _sent.Value += next - first;
            }

            if (next < ends.Length)
            {
                // Ends the batch, or finds no room.
                Append(tuples[end..ends[next]]);
                end = ends[next++];
            }

            first = next;
            start = end;
        }

        _isOver = false;
    }

    /// <summary>Fails a call that emits more than may wait.</summary>
    /// <param name="count">How many tuples wait already.</param>
    public void CheckHeld(long count)
    {
        if (count >= _overflowLimit)
        {
            throw new InvalidOperationException(
                $"One call emitted {_overflowLimit:N0} tuples more than {_name} has room for; emit less per call, or raise OutboxLimit.");
        }
    }

    /// <summary>Fails the one tuple, before it is part of anything.</summary>
    public void CheckSize(int size)
    {
        if (size > _maxSize)
        {
            throw new InvalidOperationException(
                $"A {typeof(T).Name} takes {size:N0} bytes, and {_name} takes {_maxSize:N0} at the most; emit smaller tuples.");
        }
    }

    public void Attach(Gate gate) => _gates.Attach(gate);

    public void Detach(Gate gate) => _gates.Detach(gate);

    public bool DrainOverflow()
    {
        if (!_gates.IsClosed || !_sender.HasRoom)
        {
            return false;
        }

        _overflow = 0;
        _gates.Open();
        return true;
    }

    public void Flush()
    {
        if (_stop == 0)
        {
            return;
        }

        if (_linger is null)
        {
            FlushAll();
        }
        else if (_since == 0 && _linger.Time > 0)
        {
            _since = _executor.Now;
        }
        else if (_executor.Now - _since >= _linger.Time)
        {
            long begun = _executor.Clock.GetTimestamp();
            FlushAll();
            _linger.Note(_executor.Clock.GetTimestamp() - begun);
        }
    }

    public void FlushAll()
    {
        if (_stop > 0)
        {
            Leave();
            _sender.Flush();
        }
    }

    public void Dispose()
    {
        _sender.Dispose();
        Leave();
    }

    internal override void Share(SharedEncoding? encoding, bool isRoot) => _shared = isRoot ? null : (SharedEncoding<T>?)encoding;

    internal override void Control(ControlSignal signal)
    {
        Leave();
        _sender.Write(signal);
        _sender.Flush();
    }

    /// <summary>The tuple ends a batch, or did not fit into the room and stands in another array.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Complete(byte[] room, byte[] written, int end)
    {
        if (written == room && _stop > 0)
        {
            CheckSize(end - _end);
            _end = end;
            _sent.Value++;
            SendBatch();
            return;
        }

        try
        {
            Append(written.AsSpan(_end, end - _end));
        }
        finally
        {
            if (written != room)
            {
                ArrayPool<byte>.Shared.Return(written);
            }
        }
    }

    private void Append(ReadOnlySpan<byte> tuple)
    {
        if (tuple.Length > _limit - _end || _stop == 0)
        {
            CheckSize(tuple.Length);
            Reserve(tuple.Length);
        }

        if (_stop > 0)
        {
            tuple.CopyTo(_room.AsSpan(_end));
            _end += tuple.Length;
        }

        _sent.Value++;
        if (_end >= _stop)
        {
            SendBatch();
        }
    }

    private void Reserve(int size)
    {
        Commit();
        if (!_gates.IsClosed && !_sender.HasRoom)
        {
            // Also where nothing but flushes ends a batch, because little comes at a time.
            Close();
        }

        if (_sender.TryReserve(size, out ArraySegment<byte> room))
        {
            _room = room.Array!;
            _end = _committed = room.Offset;
            _limit = room.Offset + room.Count;
            _stop = Math.Min(_limit, _end + BatchBytes);
        }
        else
        {
            Leave();
        }
    }

    /// <summary>Lets those who write here wait for room, once the running call is over.</summary>
    private void Close()
    {
        _gates.Close();
        _patience = Math.Max(_sender.Pending, 1024);
    }

    /// <summary>Gives what was written to the channel.</summary>
    private void Commit()
    {
        int count = (int)Count;
        if (count > 0 && _stop > 0)
        {
            _sender.Commit(_end - _committed, count);
            _committed = _end;
            _stop = Math.Min(_limit, _end + BatchBytes);
        }

        Volatile.Write(ref _written, _sent.Value);
    }

    /// <summary>Commits and gives the room up: what follows begins with asking for room.</summary>
    private void Leave()
    {
        Commit();
        _room = [];
        _end = _committed = _stop = _limit = 0;
        _since = 0;
    }

    private void SendBatch()
    {
        long count = Count;
        Commit();
        if (_end >= _limit)
        {
            // Full. Also, the array of a tuple larger than a chunk is longer than its room.
            FlushAll();
        }

        if (_sender.HasRoom)
        {
            return;
        }

        if (!_gates.IsClosed)
        {
            FlushAll();
            Close();
        }

        _overflow += count;
        if (_overflow >= _patience)
        {
            WaitForRoom();
        }

        if (!_isOver)
        {
            CheckHeld(_overflow);
        }
    }

    /// <summary>
    /// One call has emitted very much. While the receiver makes progress, waiting here bounds the memory; where it makes none (it may
    /// be waiting for this very executor, and who visits it may be the link's reader, who hears of progress), more overflow is
    /// allowed, twice as much each time.
    /// </summary>
    private void WaitForRoom()
    {
        FlushAll();
        long pending = _sender.Pending;
        long since = Stopwatch.GetTimestamp();
        var spinner = default(SpinWait);
        while (!_sender.HasRoom)
        {
            _executor.ReadLinks();
            long now = _sender.Pending;
            if (now != pending)
            {
                pending = now;
                since = Stopwatch.GetTimestamp();
            }
            else if (_executor.IsVisited || _executor.IsStepped || Stopwatch.GetElapsedTime(since) > StallTime || _executor.IsAborted)
            {
                _patience *= 2;
                return;
            }
            else
            {
                spinner.SpinOnce(sleep1Threshold: -1);
            }
        }

        _overflow = 0;
    }
}
