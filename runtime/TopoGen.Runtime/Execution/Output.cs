namespace TopoGen.Runtime;

/// <summary>A port for tuples of one type. Called only by the thread that runs the emitting task.</summary>
public abstract class Output<T> : OutputPort
    where T : allows ref struct
{
    /// <summary>Hands the tuple on; never blocks.</summary>
    public abstract void Send(scoped in T tuple);

    /// <summary>The same for a caller that has hashed the tuple's key: a handler with state by that key need not do so again.</summary>
    /// <param name="tuple">The tuple.</param>
    /// <param name="hash">The <see cref="StableHash"/> of its key under the grouping that leads here.</param>
    public virtual void SendHashed(scoped in T tuple, ulong hash) => Send(in tuple);
}
