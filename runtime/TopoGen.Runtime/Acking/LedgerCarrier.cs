namespace TopoGen.Runtime;

/// <summary>Channels by which bolts update the ledger of a spout's task.</summary>
internal sealed class LedgerCarrier : Carrier<LedgerUpdate>
{
    public static readonly LedgerCarrier Instance = new();

    private LedgerCarrier()
    {
    }

    public override OutputPort CreateInput(TaskCell consumer, int subscription) => consumer.Ledger!.CreateInput();

    public override OutputPort Journal(OutputPort input, TaskCell consumer) => input;

    public override OutputPort Before(OutputPort input, TaskCell consumer) => input;

    public override OutputPort Before(TaskCell producer, OutputPort output) => output;
}
