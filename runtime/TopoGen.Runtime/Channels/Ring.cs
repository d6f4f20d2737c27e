namespace TopoGen.Runtime;

/// <summary>
/// A single-producer, single-consumer ring. Sequences count tuples from 0 and never wrap; slot = sequence modulo capacity.
/// Each side writes one counter of its own cache line and reads the other's once per batch.
/// </summary>
/// <remarks>Lamport's queue with the batched publication of the LMAX Disruptor.</remarks>
internal sealed class Ring<T>(int capacity)
{
    /// <summary>As <see cref="_closedAt"/> while the channel is open, and as <see cref="_barrierAt"/> without a barrier.</summary>
    private const long Open = long.MaxValue;

    public readonly T[] Slots = new T[capacity];

    /// <summary>Tuples below this sequence may be read; written by the producer with release.</summary>
    public PaddedCounter Published;

    /// <summary>Slots below this sequence may be overwritten; written by the consumer with release.</summary>
    public PaddedCounter Consumed;

    /// <summary>Whether the producer has more than fits and waits for room; written by the producer.</summary>
    public bool HasOverflow;

    private ControlSignal _closing;
    private long _closedAt = Open;
    private long _barrier;
    private long _barrierAt = Open;

    /// <summary>Tuples below this sequence may be read before something is done about a barrier. Called by the consumer.</summary>
    public long BarrierAt => Volatile.Read(ref _barrierAt);

    /// <summary>Puts a barrier behind the first <paramref name="sequence"/> tuples. Called by the producer.</summary>
    /// <exception cref="InvalidOperationException">The barrier before has not been taken: an epoch begins when the last one is over.</exception>
    public void Mark(long epoch, long sequence)
    {
        if (BarrierAt != Open)
        {
            throw new InvalidOperationException($"The barrier of epoch {epoch} met that of epoch {_barrier} in a ring.");
        }

        _barrier = epoch;
        Volatile.Write(ref _barrierAt, sequence);
    }

    /// <summary>Takes the barrier where all before it has been consumed. Called by the consumer.</summary>
    public bool TryTakeBarrier(long consumed, out ControlSignal barrier)
    {
        bool isReached = BarrierAt == consumed;
        barrier = isReached ? ControlSignal.Barrier(_barrier) : default;
        if (isReached)
        {
            Volatile.Write(ref _barrierAt, Open);
        }

        return isReached;
    }

    /// <summary>Says that no tuple follows the first <paramref name="sequence"/> ones. Called once, by the producer.</summary>
    public void Close(ControlSignal signal, long sequence)
    {
        _closing = signal;
        Volatile.Write(ref _closedAt, sequence);
    }

    /// <summary>Whether all that will ever come has been consumed. Called by the consumer.</summary>
    public bool IsClosed(long consumed, out ControlSignal signal)
    {
        bool closed = Volatile.Read(ref _closedAt) == consumed;
        signal = closed ? _closing : default;
        return closed;
    }
}
