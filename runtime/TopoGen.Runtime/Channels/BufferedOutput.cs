namespace TopoGen.Runtime;

/// <summary>The output of an asynchronous spout: holds emits back until <c>NextAsync</c> completes.</summary>
internal sealed class BufferedOutput<T>(Output<T> target) : Output<T>, IBufferedOutput
{
    private readonly EmitBuffer<T> _buffer = new();

    internal override long Sent => target.Sent;

    internal override long Transferred => target.Transferred;

    public override void Send(scoped in T tuple) => _buffer.Add(in tuple);

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
