namespace TopoGen.Runtime;

/// <summary>Leads to a task that has come to its end: nobody takes what is sent there any more.</summary>
internal sealed class DiscardOutput<T> : Output<T>
    where T : allows ref struct
{
    private PaddedCounter _sent;

    internal override long Sent => _sent.Value;

    internal override long Transferred => 0;

    public override void Send(scoped in T tuple) => _sent.Value++;

    internal override void Control(ControlSignal signal)
    {
    }
}
