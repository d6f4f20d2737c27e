namespace TopoGen.Runtime;

/// <summary>
/// An output of a bolt with asynchronous handlers. Emits that name an anchor may come from any thread and are published with
/// their call; emits without one go out at once and belong to synchronous handlers, ticks and <c>End</c>.
/// </summary>
public sealed class AnchoredOutput<T> : Output<T>, IAnchoredOutput
{
    private readonly Output<T> _target;
    private readonly AsyncBoltTask _task;
    private readonly int _index;

    internal AnchoredOutput(Output<T> target, AsyncBoltTask task, int index)
    {
        _target = target;
        _task = task;
        _index = index;
    }

    internal override long Sent => _target.Sent;

    internal override long Transferred => _target.Transferred;

    /// <exception cref="InvalidOperationException">The anchor's handler has completed already.</exception>
    public void Send(in T tuple, Anchor anchor)
    {
        if (anchor.Scope is InFlightCall call)
        {
            call.Add(anchor.Version, _index, in tuple);
        }
        else if (anchor.Scope is ManualScope scope)
        {
            scope.Send(anchor.Version, _target, in tuple);
        }
        else
        {
            Send(in tuple);
        }
    }

    /// <exception cref="InvalidOperationException">The caller is not on the task's thread: it needs an anchor.</exception>
    public override void Send(scoped in T tuple)
    {
        _task.Cell.Executor.VerifyAccess();
        _target.Send(in tuple);
    }

    internal override void Control(ControlSignal signal) => _target.Control(signal);

    IBufferedOutput IAnchoredOutput.CreateBuffer() => new BufferedOutput<T>(_target);
}
