namespace TopoGen.Runtime;

/// <summary>As <see cref="BufferedOutput{T}"/>, for direct emits.</summary>
internal sealed class BufferedDirectOutput<T>(DirectOutput<T> target, AsyncSpoutTask? spout = null) : DirectOutput<T>, IBufferedOutput
{
    private readonly EmitBuffer<(int Task, T Tuple)> _buffer = new();

    internal override long Sent => target.Sent;

    internal override long Transferred => target.Transferred;

    public override void Send(int task, scoped in T tuple)
    {
        if (spout is { IsToldNow: true })
        {
            target.Send(task, in tuple);
        }
        else
        {
            _buffer.Add((task, tuple));
        }
    }

    public void Publish()
    {
        try
        {
            foreach ((int task, T tuple) in _buffer.Take())
            {
                target.Send(task, in tuple);
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
