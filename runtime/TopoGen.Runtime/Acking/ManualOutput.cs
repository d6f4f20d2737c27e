namespace TopoGen.Runtime;

/// <summary>
/// An output of a bolt with synchronous handlers that ack by hand. Emits that name anchors belong to the trees of all of them; those without
/// belong to the tuple at hand, where its handler takes no anchor.
/// </summary>
public sealed class ManualOutput<T> : Output<T>
    where T : allows ref struct
{
    private readonly Output<T> _target;
    private readonly TaskCell _cell;

    internal ManualOutput(Output<T> target, TaskCell cell)
    {
        _target = target;
        _cell = cell;
    }

    internal override long Sent => _target.Sent;

    internal override long Transferred => _target.Transferred;

    public override void Send(scoped in T tuple) => _target.Send(in tuple);

    /// <exception cref="InvalidOperationException">The anchor was acked or failed before.</exception>
    public void Send(in T tuple, Anchor anchor)
    {
        if (anchor.Scope is ManualScope scope)
        {
            scope.Send(anchor.Version, _target, in tuple);
        }
        else
        {
            _target.Send(in tuple);
        }
    }

    /// <exception cref="InvalidOperationException">One of the anchors was acked or failed before.</exception>
    public void Send(in T tuple, ReadOnlySpan<Anchor> anchors)
    {
        using var several = new SeveralAnchors(_cell, anchors);
        _target.Send(in tuple);
    }

    internal override void Control(ControlSignal signal) => _target.Control(signal);
}
