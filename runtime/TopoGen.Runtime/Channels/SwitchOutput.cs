namespace TopoGen.Runtime;

/// <summary>
/// An output whose target can change while calls are in flight: an asynchronous task's wrappers keep the port they were given.
/// </summary>
internal sealed class SwitchOutput<T>(Output<T> target) : Output<T>, ISwitchPort
    where T : allows ref struct
{
    private Output<T> _target = target;

    internal override long Sent => _target.Sent;

    internal override long Transferred => _target.Transferred;

    public override void Send(scoped in T tuple) => _target.Send(in tuple);

    public void SwitchTo(OutputPort target) => _target = (Output<T>)target;

    internal override void Control(ControlSignal signal) => _target.Control(signal);
}
