using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TopoGen.Runtime;

/// <summary>Reads a ring in batches and hands each tuple, by reference to its slot, to the channel's input.</summary>
internal sealed class RingInput<T>(Ring<T> ring, Output<T> input, Executor producer) : WorkUnit
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

    private int Consume(long consumed, int most)
    {
        T[] slots = ring.Slots;
        ref T first = ref MemoryMarshal.GetArrayDataReference(slots);
        Output<T> target = input;
        Gate gate = Gate;
        int taken = 0;
        while (taken < most && gate.IsOpen)
        {
            ref T slot = ref Unsafe.Add(ref first, (nint)((consumed + taken) & (slots.Length - 1)));
            target.Send(in slot);
            if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            {
                slot = default!;
            }

            taken++;
        }

        return taken;
    }
}
