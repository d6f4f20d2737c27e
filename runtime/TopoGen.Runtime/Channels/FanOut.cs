namespace TopoGen.Runtime;

/// <summary>A stream with no consumer or several: each of them receives every tuple.</summary>
internal sealed class FanOut<T>(Output<T>[] consumers) : Output<T>
    where T : allows ref struct
{
    private PaddedCounter _sent;
    private SharedEncoding? _shared;

    internal override long Sent => _sent.Value;

    internal override long Transferred => consumers.Sum(c => c.Transferred);

    public override void Send(scoped in T tuple)
    {
        _sent.Value++;
        _shared?.Reset();
        foreach (Output<T> consumer in consumers)
        {
            consumer.Send(in tuple);
        }
    }

    internal override void Share(SharedEncoding? encoding, bool isRoot)
    {
        _shared = isRoot ? encoding : null;
        foreach (Output<T> consumer in consumers)
        {
            consumer.Share(encoding, isRoot: false);
        }
    }

    internal override void Control(ControlSignal signal)
    {
        foreach (Output<T> consumer in consumers)
        {
            consumer.Control(signal);
        }
    }
}
