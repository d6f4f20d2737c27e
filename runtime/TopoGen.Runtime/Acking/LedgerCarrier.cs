using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>Channels by which bolts update the ledger of a spout's task.</summary>
internal sealed class LedgerCarrier : Carrier<LedgerUpdate>
{
    public static readonly LedgerCarrier Instance = new();

    private LedgerCarrier()
    {
    }

    public override OutputPort CreateInput(TaskCell consumer, int subscription) => new LedgerInput(consumer.Ledger!);

    public override int SlotSize => Unsafe.SizeOf<LedgerNote>();

    public override RingChannel CreateRing(OutputPort input, RingSettings settings)
    {
        var updates = new RootRunWriter(settings.Capacity);
        return new RingChannel<LedgerNote>(
            settings, updates, ring => new LedgerRingInput(ring, updates.Reader, (LedgerInput)input, settings.Producer));
    }

    public override OutputPort Journal(OutputPort input, TaskCell consumer) => input;

    public override OutputPort Before(OutputPort input, TaskCell consumer) => input;

    public override OutputPort Before(TaskCell producer, OutputPort output)
        => output is RingOutput<LedgerNote> ring ? new LedgerRing(ring) : output;
}
