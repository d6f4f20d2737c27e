namespace TopoGen.Runtime;

/// <summary>As <see cref="ClosedOutput{T}"/>, for direct emits.</summary>
internal sealed class ClosedDirectOutput<T> : DirectOutput<T>
    where T : allows ref struct
{
    internal override long Sent => 0;

    internal override long Transferred => 0;

    public override void Send(int task, scoped in T tuple) => throw ClosedOutput<T>.Refused();

    internal override void Control(ControlSignal signal)
    {
    }
}
