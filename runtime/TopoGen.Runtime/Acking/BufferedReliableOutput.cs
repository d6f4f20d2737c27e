namespace TopoGen.Runtime;

/// <summary>
/// The output of an asynchronous spout that names its messages: holds emits back until <c>NextAsync</c> completes. What <c>Ack</c> and
/// <c>Fail</c> emit goes out at once, because a call may be under way for long.
/// </summary>
public sealed class BufferedReliableOutput<T, TId> : Output<T>, IBufferedOutput
{
    private readonly EmitBuffer<Emit> _buffer = new();
    private readonly ReliableOutput<T, TId> _target;
    private readonly AsyncSpoutTask _task;

    internal BufferedReliableOutput(ReliableOutput<T, TId> target, AsyncSpoutTask task)
    {
        _target = target;
        _task = task;
    }

    internal override long Sent => _target.Sent;

    internal override long Transferred => _target.Transferred;

    public override void Send(scoped in T tuple) => Send(new Emit(tuple, default!, false));

    /// <inheritdoc cref="ReliableOutput{T, TId}.Send(in T, TId)"/>
    public void Send(in T tuple, TId id) => Send(new Emit(tuple, id, true));

    void IBufferedOutput.Publish()
    {
        List<Emit> emits = _buffer.Take();
        int published = 0;
        try
        {
            while (published < emits.Count)
            {
                Publish(emits[published++]);
            }
        }
        finally
        {
            Drop(emits, published);
            _buffer.Release();
        }
    }

    void IBufferedOutput.Discard()
    {
        Drop(_buffer.Take(), 0);
        _buffer.Release();
    }

    internal override void Control(ControlSignal signal) => _target.Control(signal);

    private void Send(Emit emit)
    {
        if (_task.IsToldNow)
        {
            Publish(emit);
        }
        else
        {
            _buffer.Add(in emit);
        }
    }

    private void Publish(Emit emit)
    {
        if (emit.IsMessage)
        {
            _target.Send(in emit.Tuple, emit.Id);
        }
        else
        {
            _target.Send(in emit.Tuple);
        }
    }

    private void Drop(List<Emit> emits, int first)
    {
        for (; first < emits.Count; first++)
        {
            if (emits[first].IsMessage)
            {
                _target.Drop(emits[first].Id);
            }
        }
    }

    private readonly struct Emit(in T tuple, TId id, bool isMessage)
    {
        public readonly T Tuple = tuple;

        public TId Id { get; } = id;

        public bool IsMessage { get; } = isMessage;
    }
}
