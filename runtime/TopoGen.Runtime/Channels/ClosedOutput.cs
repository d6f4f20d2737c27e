namespace TopoGen.Runtime;

/// <summary>What an output of an ended task leads to: consumers have been told that nothing follows, so an emit is a mistake.</summary>
internal sealed class ClosedOutput<T> : Output<T>
    where T : allows ref struct
{
    internal override long Sent => 0;

    internal override long Transferred => 0;

    public override void Send(scoped in T tuple) => throw Refused();

    internal static InvalidOperationException Refused()
        => new($"A {typeof(T).Name} was emitted after the task had ended; emit in End, not in Close.");

    internal override void Control(ControlSignal signal)
    {
    }
}
