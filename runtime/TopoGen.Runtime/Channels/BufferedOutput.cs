namespace TopoGen.Runtime;

/// <summary>The output of an asynchronous spout: holds emits back until <c>NextAsync</c> completes.</summary>
/// <param name="target">Where they go then.</param>
/// <param name="task">The spout; null where it is a call of a bolt whose emits are held back.</param>
internal sealed class BufferedOutput<T>(Output<T> target, AsyncSpoutTask? task = null) : Output<T>, IBufferedOutput
{
    private readonly EmitBuffer<T> _buffer = new();

    internal override long Sent => target.Sent;

    internal override long Transferred => target.Transferred;

    public override void Send(scoped in T tuple)
    {
        if (task is { IsToldNow: true })
        {
            target.Send(in tuple);
        }
        else
        {
            _buffer.Add(in tuple);
        }
    }

    public void Publish()
    {
        try
        {
            foreach (T tuple in _buffer.Take())
            {
                target.Send(in tuple);
            }
        }
        finally
        {
            _buffer.Release();
        }
    }

    public void Discard() => _buffer.Discard();

    internal override void Control(ControlSignal signal) => target.Control(signal);
}
