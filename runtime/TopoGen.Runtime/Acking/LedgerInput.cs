namespace TopoGen.Runtime;

/// <summary>The receiving end of one channel of updates. It leads nowhere and so never waits: who updates a ledger cannot be held up by it.</summary>
internal sealed class LedgerInput(Ledger ledger) : Output<LedgerUpdate>, IChannelInput
{
    public Ledger Ledger => ledger;

    public ChannelSlot Slot { get; set; } = null!;

    public bool LeadsOn => false;

    /// <summary>Updates are no tuples.</summary>
    long IChannelInput.Executed => 0;

    internal override long Sent => 0;

    internal override long Transferred => 0;

    public override void Send(scoped in LedgerUpdate tuple) => ledger.Apply(in tuple);

    internal override void Control(ControlSignal signal) => Slot.Receive(signal);
}
