using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>As <see cref="TapOutput{T}"/>, for direct emits.</summary>
internal sealed class TapDirectOutput<T>(DirectOutput<T> target, TapNotes<T> notes) : DirectOutput<T>
    where T : allows ref struct
{
    internal override long Sent => target.Sent;

    internal override long Transferred => target.Transferred;

    public override void Send(int task, scoped in T tuple)
    {
        notes.Add(in tuple);
        target.Send(task, in tuple);
    }

    internal override void Control(ControlSignal signal) => target.Control(signal);
}
