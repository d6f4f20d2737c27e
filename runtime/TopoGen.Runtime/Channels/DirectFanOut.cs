namespace TopoGen.Runtime;

/// <summary>A direct stream with no consumer or several: the named task of each of them receives the tuple.</summary>
internal sealed class DirectFanOut<T>(DirectOutput<T>[] consumers) : DirectOutput<T>
    where T : allows ref struct
{
    private PaddedCounter _sent;

    internal override long Sent => _sent.Value;

    internal override long Transferred => consumers.Sum(c => c.Transferred);

    public override void Send(int task, scoped in T tuple)
    {
        _sent.Value++;
        foreach (DirectOutput<T> consumer in consumers)
        {
            consumer.Send(task, in tuple);
        }
    }

    internal override void Control(ControlSignal signal)
    {
        foreach (DirectOutput<T> consumer in consumers)
        {
            consumer.Control(signal);
        }
    }
}
