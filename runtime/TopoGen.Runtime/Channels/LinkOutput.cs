using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>
/// Encodes tuples for a task of another worker. They gather in a batch, which goes to the channel when it is large, when the executor
/// has nothing else to do, or after a millisecond. Where the channel has no room, what the running call still emits is written all
/// the same, and the gates of all work units that can reach the channel close until there is room.
/// </summary>
internal sealed class LinkOutput<T> : Output<T>, IChannelProducer, IDisposable
    where T : IStreamTuple<T>
{
    /// <summary>A batch of this size goes to the channel: small enough to stay in the nearest cache until it is copied there.</summary>
    private const int BatchBytes = 8 * 1024;

    /// <summary>So many bytes of the channel go out at once: large enough that a system call costs little per tuple.</summary>
    private const int FlushBytes = 64 * 1024;

    /// <summary>A batch that one tuple made larger than this is given back.</summary>
    private const int LargestKept = 256 * 1024;

    /// <summary>At the end of a turn a smaller batch waits for more, unless it has waited so long.</summary>
    private static readonly long Linger = Stopwatch.Frequency / 1000;

    /// <summary>How long the receiver may make no progress until a call that emits very much stops waiting for it.</summary>
    private static readonly TimeSpan StallTime = TimeSpan.FromMilliseconds(10);

    private readonly IChannelSender _sender;
    private readonly Executor _executor;
    private readonly string _name;
    private readonly int _overflowLimit;
    private readonly GateList _gates = new();
    private byte[] _batch = ArrayPool<byte>.Shared.Rent(BatchBytes + 1024);
    private int _length;
    private int _unflushed;
    private long _since;
    private long _overflow;
    private long _patience;
    private SharedEncoding<T>? _shared;
    private PaddedCounter _sent;
    private long _written;

    /// <param name="sender">The channel.</param>
    /// <param name="executor">Who writes.</param>
    /// <param name="name">Who sends to whom, for messages.</param>
    /// <param name="overflowLimit">How many tuples one call may emit beyond the channel's room.</param>
    public LinkOutput(IChannelSender sender, Executor executor, string name, int overflowLimit)
    {
        _sender = sender;
        _executor = executor;
        _name = name;
        _overflowLimit = overflowLimit;
    }

    public bool HasOverflow => _gates.IsClosed;

    public bool HasRoom => _sender.HasRoom;

    /// <summary>Tuples that were sent and not yet handled by the receiver. Any thread; may lag.</summary>
    public long Pending => _sender.Pending + Count;

    internal override long Sent => _sent.Value;

    internal override long Transferred => _sent.Value;

    /// <summary>Tuples of the batch.</summary>
    private long Count => _sent.Value - Volatile.Read(ref _written);

    public override void Send(scoped in T tuple)
    {
        if (_shared is { } shared)
        {
            Append(shared.Of(in tuple));
        }
        else
        {
            Encode(in tuple);
        }

        _sent.Value++;
        if (_length >= BatchBytes)
        {
            SendBatch();
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
        if (_length == 0 && _unflushed == 0 && Count == 0)
        {
            return;
        }

        if (_since == 0)
        {
            _since = _executor.Now;
        }
        else if (_executor.Now - _since > Linger)
        {
            FlushAll();
        }
    }

    public void FlushAll()
    {
        if (Count > 0)
        {
            Write();
        }

        FlushSender();
    }

    public void Dispose()
    {
        _sender.Dispose();
        ArrayPool<byte>.Shared.Return(_batch);
        _batch = [];
    }

    internal override void Share(SharedEncoding? encoding, bool isRoot) => _shared = isRoot ? null : (SharedEncoding<T>?)encoding;

    internal override void Control(ControlSignal signal)
    {
        if (Count > 0)
        {
            Write();
        }

        _sender.Write(signal);
        FlushSender();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Encode(scoped in T tuple)
    {
        byte[] batch = _batch;
        var writer = TupleWriter.Over(batch, _length);
        writer.Write(in tuple);
        byte[] written = writer.Detach(out int length);
        if (length > BatchBytes)
        {
            CheckSize(length - _length, batch, written);
        }

        if (written != batch)
        {
            Replace(written);
        }

        _length = length;
    }

    /// <summary>Fails the one tuple, before it is part of the batch.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CheckSize(int size, byte[]? batch = null, byte[]? written = null)
    {
        if (size > _sender.MaxTupleSize)
        {
            if (written is not null && written != batch)
            {
                ArrayPool<byte>.Shared.Return(written);
            }

            throw new InvalidOperationException(
                $"A {typeof(T).Name} takes {size:N0} bytes, and {_name} takes {_sender.MaxTupleSize:N0} at the most; emit smaller tuples.");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Replace(byte[] larger)
    {
        ArrayPool<byte>.Shared.Return(_batch);
        _batch = larger;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_batch.Length - _length < bytes.Length)
        {
            CheckSize(bytes.Length);
            byte[] larger = ArrayPool<byte>.Shared.Rent(_length + bytes.Length);
            _batch.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_batch);
            _batch = larger;
        }

        bytes.CopyTo(_batch.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Write()
    {
        _sender.Write(_batch.AsSpan(0, _length), (int)Count);
        _unflushed += _length;
        _length = 0;
        if (_batch.Length > LargestKept)
        {
            Replace(ArrayPool<byte>.Shared.Rent(BatchBytes + 1024));
        }

        Volatile.Write(ref _written, _sent.Value);
    }

    private void FlushSender()
    {
        _unflushed = 0;
        _since = 0;
        _sender.Flush();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SendBatch()
    {
        long count = Count;
        Write();
        if (_unflushed >= FlushBytes)
        {
            FlushSender();
        }

        if (_sender.HasRoom)
        {
            return;
        }

        if (!_gates.IsClosed)
        {
            FlushSender();
            _gates.Close();
            _patience = Math.Max(_sender.Pending, 1024);
        }

        _overflow += count;
        if (_overflow >= _patience)
        {
            WaitForRoom();
        }

        if (_overflow >= _overflowLimit)
        {
            throw new InvalidOperationException(
                $"One call emitted {_overflowLimit:N0} tuples more than {_name} has room for; emit less per call, or raise OutboxLimit.");
        }
    }

    /// <summary>
    /// One call has emitted very much. While the receiver makes progress, waiting here bounds the memory; where it makes none (it may
    /// be waiting for this very executor, and who visits it may be the link's reader, who hears of progress), more overflow is
    /// allowed, twice as much each time.
    /// </summary>
    private void WaitForRoom()
    {
        long pending = _sender.Pending;
        long since = Stopwatch.GetTimestamp();
        var spinner = default(SpinWait);
        while (!_sender.HasRoom)
        {
            long now = _sender.Pending;
            if (now != pending)
            {
                pending = now;
                since = Stopwatch.GetTimestamp();
            }
            else if (_executor.IsVisited || Stopwatch.GetElapsedTime(since) > StallTime || _executor.IsAborted)
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
