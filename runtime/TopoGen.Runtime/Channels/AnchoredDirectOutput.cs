namespace TopoGen.Runtime;

/// <summary>As <see cref="AnchoredOutput{T}"/>, for direct emits.</summary>
public sealed class AnchoredDirectOutput<T> : DirectOutput<T>, IAnchoredOutput
{
    private readonly DirectOutput<T> _target;
    private readonly AsyncBoltTask _task;
    private readonly int _index;

    internal AnchoredDirectOutput(DirectOutput<T> target, AsyncBoltTask task, int index)
    {
        _target = target;
        _task = task;
        _index = index;
    }

    internal override long Sent => _target.Sent;

    internal override long Transferred => _target.Transferred;

    /// <exception cref="InvalidOperationException">The anchor's handler has completed already.</exception>
    public void Send(int task, in T tuple, Anchor anchor)
    {
        if (anchor.Scope is InFlightCall call)
        {
            call.Add(anchor.Version, _index, task, in tuple);
        }
        else if (anchor.Scope is ManualScope scope)
        {
            scope.Send(anchor.Version, _target, task, in tuple);
        }
        else
        {
            Send(task, in tuple);
        }
    }

    /// <exception cref="InvalidOperationException">The caller is not on the task's thread: it needs an anchor.</exception>
    public override void Send(int task, scoped in T tuple)
    {
        _task.Cell.Executor.VerifyAccess();
        _target.Send(task, in tuple);
    }

    internal override void Control(ControlSignal signal) => _target.Control(signal);

    IBufferedOutput IAnchoredOutput.CreateBuffer() => new BufferedDirectOutput<T>(_target);
}
