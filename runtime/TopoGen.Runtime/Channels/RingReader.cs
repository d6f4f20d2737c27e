using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TopoGen.Runtime;

/// <summary>Reads a ring in batches.</summary>
/// <param name="ring">The ring.</param>
/// <param name="input">The channel's input, which is told of barriers and of the end.</param>
/// <param name="producer">The executor that writes.</param>
internal abstract class RingReader<T>(Ring<T> ring, OutputPort input, Executor producer) : WorkUnit
{
    private bool _closed;

    public override bool PaysLookingOn => true;

    public override bool LeadsOn => ((IChannelInput)input).LeadsOn;

    public override bool HasWork
    {
        get
        {
            if (_closed || !Gate.IsOpen)
            {
                return false;
            }

            long consumed = ring.Consumed.Value;
            return Volatile.Read(ref ring.Published.Value) > consumed || ring.BarrierAt == consumed || ring.IsClosed(consumed, out _);
        }
    }

    protected override bool Run(int budget)
    {
        if (_closed)
        {
            return false;
        }

        long consumed = ring.Consumed.Value;
        long available = Math.Min(Volatile.Read(ref ring.Published.Value), ring.BarrierAt) - consumed;
        if (available > 0)
        {
            int taken = Consume(consumed, (int)Math.Min(available, budget));
            Volatile.Write(ref ring.Consumed.Value, consumed + taken);

            // Before it sleeps, a producer with overflow looks for room behind a fence; here the reverse.
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref ring.HasOverflow))
            {
                producer.Wake();
            }

            return true;
        }

        if (ring.TryTakeBarrier(consumed, out ControlSignal barrier))
        {
            input.Control(barrier);
            return true;
        }

        if (ring.IsClosed(consumed, out ControlSignal signal))
        {
            _closed = true;
            input.Control(signal);
            return true;
        }

        return false;
    }

    /// <summary>Hands on tuples that are published, as long as the gate is open.</summary>
    /// <param name="consumed">The sequence of the first one.</param>
    /// <param name="most">How many, at the most.</param>
    /// <returns>How many.</returns>
    protected abstract int Consume(long consumed, int most);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected ref T Slot(long sequence)
    {
        T[] slots = ring.Slots;
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(slots), (nint)(sequence & (slots.Length - 1)));
    }

    /// <summary>What was handed on is not kept alive by the ring.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Clear(ref T slot)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            slot = default!;
        }
    }
}
