namespace TopoGen.Runtime;

/// <summary>As <see cref="ManualOutput{T}"/>, for direct emits.</summary>
public sealed class ManualDirectOutput<T> : DirectOutput<T>
    where T : allows ref struct
{
    private readonly DirectOutput<T> _target;
    private readonly TaskCell _cell;

    internal ManualDirectOutput(DirectOutput<T> target, TaskCell cell)
    {
        _target = target;
        _cell = cell;
    }

    internal override long Sent => _target.Sent;

    internal override long Transferred => _target.Transferred;

    public override void Send(int task, scoped in T tuple) => _target.Send(task, in tuple);

    /// <inheritdoc cref="ManualOutput{T}.Send(in T, Anchor)"/>
    public void Send(int task, in T tuple, Anchor anchor)
    {
        if (anchor.Scope is ManualScope scope)
        {
            scope.Send(anchor.Version, _target, task, in tuple);
        }
        else
        {
            _target.Send(task, in tuple);
        }
    }

    /// <inheritdoc cref="ManualOutput{T}.Send(in T, ReadOnlySpan{Anchor})"/>
    public void Send(int task, in T tuple, ReadOnlySpan<Anchor> anchors)
    {
        using var several = new SeveralAnchors(_cell, anchors);
        _target.Send(task, in tuple);
    }

    internal override void Control(ControlSignal signal) => _target.Control(signal);
}
