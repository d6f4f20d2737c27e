using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>Writes updates for a ledger of another executor: where one message after the other is done, that is one run.</summary>
internal sealed class LedgerRing(RingOutput<LedgerNote> ring) : Output<LedgerUpdate>
{
    private readonly RootRunWriter _updates = ring.Roots!;

    internal override long Sent => ring.Sent;

    internal override long Transferred => ring.Transferred;

    public override void Send(scoped in LedgerUpdate tuple)
    {
        ref LedgerNote slot = ref ring.Take(out long sequence);
        if (Unsafe.IsNullRef(ref slot))
        {
            ring.Send(default);
        }

        // The ring's ledger is known, and what stands in a slot is of no interest.
        _updates.Write(sequence, default, tuple.Place, tuple.Edges);
    }

    internal override void Control(ControlSignal signal) => ring.Control(signal);
}
