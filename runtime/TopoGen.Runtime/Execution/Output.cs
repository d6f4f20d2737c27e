namespace TopoGen.Runtime;

/// <summary>A port for tuples of one type. Called only by the thread that runs the emitting task.</summary>
public abstract class Output<T> : OutputPort
    where T : allows ref struct
{
    /// <summary>Hands the tuple on; never blocks.</summary>
    public abstract void Send(scoped in T tuple);
}
