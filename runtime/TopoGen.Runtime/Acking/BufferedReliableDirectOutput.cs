namespace TopoGen.Runtime;

/// <summary>As <see cref="BufferedReliableOutput{T, TId}"/>, for direct emits.</summary>
public sealed class BufferedReliableDirectOutput<T, TId> : DirectOutput<T>, IBufferedOutput
{
    private readonly EmitBuffer<Emit> _buffer = new();
    private readonly ReliableDirectOutput<T, TId> _target;
    private readonly AsyncSpoutTask _task;

    internal BufferedReliableDirectOutput(ReliableDirectOutput<T, TId> target, AsyncSpoutTask task)
    {
        _target = target;
        _task = task;
    }

    internal override long Sent => _target.Sent;

    internal override long Transferred => _target.Transferred;

    public override void Send(int task, scoped in T tuple) => Send(new Emit(task, tuple, default!, false));

    /// <inheritdoc cref="ReliableDirectOutput{T, TId}.Send(int, in T, TId)"/>
    public void Send(int task, in T tuple, TId id) => Send(new Emit(task, tuple, id, true));

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
            _target.Send(emit.Task, in emit.Tuple, emit.Id);
        }
        else
        {
            _target.Send(emit.Task, in emit.Tuple);
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

    private readonly struct Emit(int task, in T tuple, TId id, bool isMessage)
    {
        public readonly T Tuple = tuple;

        public int Task { get; } = task;

        public TId Id { get; } = id;

        public bool IsMessage { get; } = isMessage;
    }
}
