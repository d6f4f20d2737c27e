using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TopoGen.Runtime;

/// <summary>
/// Writes tuples into a ring and publishes them in batches. Where the ring is full, the rest of the running call goes to an
/// overflow queue, and the gates of all work units that can reach this ring close until the queue is empty: an executor
/// never blocks on a ring that it, or somebody waiting for it, must empty.
/// </summary>
internal sealed partial class RingOutput<T> : Output<T>, IChannelProducer
{
    /// <summary>How long a consumer may make no progress until a call that emits very much stops waiting for it.</summary>
    private static readonly TimeSpan StallTime = TimeSpan.FromMilliseconds(10);

    /// <summary>So much overflow costs less than waiting for the consumer, however small the ring is.</summary>
    private const int LeastPatience = 1024;

    /// <summary>Room for the overflow of calls that emit a few tuples, made at the start: nothing is allocated for them later.</summary>
    private const int FirstOverflow = 16;

    /// <summary>So much is gathered before it is copied into the ring: it stays in the first cache.</summary>
    private const int GatheredBytes = 4096;

    /// <summary>What tuples are written to at first; the ring's slots themselves where they hold references.</summary>
    private readonly T[] _slots;
    private readonly Ring<T> _ring;
    private readonly RingSettings _settings;
    private readonly GateList _gates = new();
    private readonly Queue<T> _overflow;
    private ProducerSequences _sequences;
    private int _patience;

    /// <summary>Where the batch ends that may be written until it is published.</summary>
    private long _batchEnd;

    /// <summary>Tuples from this sequence on are not in the ring yet.</summary>
    private long _copied;

    public RingOutput(Ring<T> ring, RingSettings settings)
    {
        _slots = RuntimeHelpers.IsReferenceOrContainsReferences<T>() || Unsafe.SizeOf<T>() > GatheredBytes / 2
            ? ring.Slots
            : new T[Math.Min(ring.Slots.Length, 1 << BitOperations.Log2((uint)(GatheredBytes / Unsafe.SizeOf<T>())))];
        _ring = ring;
        _settings = settings;
        _overflow = new Queue<T>(FirstOverflow);
        _patience = Math.Min(Math.Max(settings.Capacity, LeastPatience), settings.OverflowLimit);
        _batchEnd = Math.Min(settings.Capacity, settings.BatchSize);
        SetStop();
    }

    public bool HasOverflow => _overflow.Count > 0;

    public bool HasRoom => _sequences.Written - Volatile.Read(ref _ring.Consumed.Value) < _settings.Capacity;

    /// <summary>The overflow first: what moves into the ring between the two may be counted twice, never missed.</summary>
    internal override long Sent => _overflow.Count + Volatile.Read(ref _sequences.Written);

    internal override long Transferred => Sent;

    public override void Send(scoped in T tuple)
    {
        long sequence = _sequences.Written;
        if (sequence >= _sequences.Stop)
        {
            SendSlowly(in tuple);
            return;
        }

        WordCopy.Copy(in tuple, ref Slot(sequence));
        _sequences.Written = sequence + 1;
    }

    public override void SendHashed(scoped in T tuple, ulong hash) => Send(in tuple);

    /// <summary>The place of the next tuple, for a caller that fills it at once; a null reference where it must be sent.</summary>
    /// <param name="sequence">That of the tuple, in either case.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Take(out long sequence)
    {
        sequence = _sequences.Written;
        if (sequence >= _sequences.Stop)
        {
            sequence += _overflow.Count;
            return ref Unsafe.NullRef<T>();
        }

        _sequences.Written = sequence + 1;
        return ref Slot(sequence);
    }

    public void Attach(Gate gate) => _gates.Attach(gate);

    public void Detach(Gate gate) => _gates.Detach(gate);

    public bool DrainOverflow()
    {
        bool moved = MoveOverflow();
        if (_overflow.Count == 0)
        {
            int kept = Math.Max(_settings.Capacity, LeastPatience);
            if (_overflow.Capacity > kept)
            {
                _overflow.TrimExcess(kept);
            }

            Reopen();
        }

        return moved;
    }

    public void Flush()
    {
        if (_sequences.Written != _ring.Published.Value)
        {
            Publish();
        }
    }

    public void FlushAll()
    {
        // Every turn's end has published it.
    }

    internal override void Control(ControlSignal signal)
    {
        // The sequence counts the overflow too, so the signal cannot overtake it.
        long sequence = _sequences.Written + _overflow.Count;
        if (signal.Kind == ControlKind.Barrier)
        {
            _ring.Mark(signal.Epoch, sequence);
        }
        else
        {
            _ring.Close(signal, sequence);
        }

        Flush();
        _settings.Consumer.Wake();
    }

    /// <summary>Where a tuple is to be written.</summary>
    private ref T Slot(long sequence)
    {
        // The mask keeps the index within the array.
        T[] slots = _slots;
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(slots), (nint)(sequence & (slots.Length - 1)));
    }

    /// <summary>Makes what was written visible, but for what the running call may have to take back.</summary>
    private void Publish()
    {
        Copy();
        long written = _sequences.Written;
        if (Begun is { } begun && begun.TryFirst(out long first))
        {
            written = Math.Min(written, first);
        }

        Volatile.Write(ref _ring.Published.Value, written);
        _settings.Consumer.Wake();
    }

    /// <summary>All overflow has found room: who waited for it goes on.</summary>
    private void Reopen()
    {
        Volatile.Write(ref _ring.HasOverflow, false);
        AllowBatch();
        _gates.Open();
    }

    /// <summary>Lets the fast path write one more batch, as far as there is room.</summary>
    /// <returns>Whether there is any.</returns>
    private bool AllowBatch()
    {
        long limit = Volatile.Read(ref _ring.Consumed.Value) + _settings.Capacity;
        _batchEnd = Math.Min(limit, _sequences.Written + _settings.BatchSize);
        SetStop();
        return _sequences.Written < _batchEnd;
    }

    /// <summary>The fast path ends with the batch, or where what was gathered is to be copied.</summary>
    private void SetStop() => _sequences.Stop = Math.Min(_batchEnd, (_sequences.Written | (uint)(_slots.Length - 1)) + 1);

    /// <summary>Copies what was gathered into the ring.</summary>
    private void Copy()
    {
        if (!ReferenceEquals(_slots, _ring.Slots))
        {
            int count = (int)(_sequences.Written - _copied);
            _slots.AsSpan((int)_copied & (_slots.Length - 1), count).CopyTo(_ring.Slots.AsSpan((int)_copied & (_ring.Slots.Length - 1)));
        }

        _copied = _sequences.Written;
    }

    private bool MoveOverflow()
    {
        long room = _settings.Capacity - (_sequences.Written - Volatile.Read(ref _ring.Consumed.Value));
        if (room == 0)
        {
            return false;
        }

        while (room-- > 0 && _overflow.TryPeek(out T? tuple))
        {
            Slot(_sequences.Written) = tuple;
            Volatile.Write(ref _sequences.Written, _sequences.Written + 1);
            _overflow.Dequeue();
            if ((_sequences.Written & (_slots.Length - 1)) == 0)
            {
                Copy();
            }
        }

        Publish();
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SendSlowly(in T tuple)
    {
        if (_overflow.Count == 0)
        {
            if (_sequences.Written < _batchEnd)
            {
                Copy();
                SetStop();
            }
            else
            {
                Flush();
            }

            if (_sequences.Written < _batchEnd || AllowBatch())
            {
                Slot(_sequences.Written++) = tuple;
                return;
            }

            _sequences.Stop = 0;
            Volatile.Write(ref _ring.HasOverflow, true);
            _gates.Close();
        }
        else if (_overflow.Count >= _patience)
        {
            WaitForRoom();
        }

        if (_overflow.Count >= _settings.OverflowLimit)
        {
            throw new InvalidOperationException(
                $"One call emitted {_settings.OverflowLimit:N0} tuples more than {_settings.Name} has room for; emit less per call, or raise OutboxLimit.");
        }

        _overflow.Enqueue(tuple);
    }

    /// <summary>
    /// One call has emitted very much. While its consumer makes progress, waiting here bounds the memory; where it makes none
    /// (it may be waiting for this very executor), more overflow is allowed, twice as much each time.
    /// </summary>
    private void WaitForRoom()
    {
        if (ReferenceEquals(_settings.Producer, _settings.Consumer))
        {
            return;
        }

        long consumed = Volatile.Read(ref _ring.Consumed.Value);
        long since = Stopwatch.GetTimestamp();
        var spinner = default(SpinWait);
        while (_overflow.Count >= _patience)
        {
            long now = Volatile.Read(ref _ring.Consumed.Value);
            if (now != consumed)
            {
                consumed = now;
                since = Stopwatch.GetTimestamp();
                MoveOverflow();
            }
            else if (now == _ring.Published.Value || _settings.Producer.IsStepped || Stopwatch.GetElapsedTime(since) > StallTime || _settings.Producer.IsAborted)
            {
                _patience = Math.Min(2 * _patience, _settings.OverflowLimit);
                return;
            }
            else
            {
                spinner.SpinOnce(sleep1Threshold: -1);
            }
        }
    }
}
