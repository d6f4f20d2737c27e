namespace TopoGen.Runtime;

/// <summary>Reads a ring and hands each tuple, by reference to its slot, to the channel's input.</summary>
internal sealed class RingInput<T>(Ring<T> ring, Output<T> input, Executor producer) : RingReader<T>(ring, input, producer)
{
    private readonly Output<T> _input = input;

    protected override int Consume(long consumed, int most)
    {
        Output<T> target = _input;
        Gate gate = Gate;
        int taken = 0;
        while (taken < most && gate.IsOpen)
        {
            ref T slot = ref Slot(consumed + taken);
            target.Send(in slot);
            Clear(ref slot);
            taken++;
        }

        return taken;
    }
}
