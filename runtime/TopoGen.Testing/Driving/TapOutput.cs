using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>Notes what goes to a port.</summary>
internal sealed class TapOutput<T>(Output<T> target, TapNotes<T> notes) : Output<T>
    where T : allows ref struct
{
    internal override long Sent => target.Sent;

    internal override long Transferred => target.Transferred;

    public override void Send(scoped in T tuple)
    {
        notes.Add(in tuple);
        target.Send(in tuple);
    }

    internal override void Share(SharedEncoding? encoding, bool isRoot) => target.Share(encoding, isRoot);

    internal override void Control(ControlSignal signal) => target.Control(signal);
}
