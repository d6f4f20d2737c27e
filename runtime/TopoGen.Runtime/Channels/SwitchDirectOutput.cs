namespace TopoGen.Runtime;

/// <summary>As <see cref="SwitchOutput{T}"/>, for direct emits.</summary>
internal sealed class SwitchDirectOutput<T>(DirectOutput<T> target) : DirectOutput<T>, ISwitchPort
    where T : allows ref struct
{
    private DirectOutput<T> _target = target;

    internal override long Sent => _target.Sent;

    internal override long Transferred => _target.Transferred;

    public override void Send(int task, scoped in T tuple) => _target.Send(task, in tuple);

    public void SwitchTo(OutputPort target) => _target = (DirectOutput<T>)target;

    internal override void Control(ControlSignal signal) => _target.Control(signal);
}
