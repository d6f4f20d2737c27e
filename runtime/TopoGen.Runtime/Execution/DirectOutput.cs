namespace TopoGen.Runtime;

/// <summary>A port whose emitter names the receiving task.</summary>
public abstract class DirectOutput<T> : OutputPort
    where T : allows ref struct
{
    /// <param name="task">The index of the consuming task.</param>
    /// <param name="tuple">The tuple.</param>
    /// <exception cref="ArgumentOutOfRangeException">The consumer has no task of that index.</exception>
    public abstract void Send(int task, scoped in T tuple);
}
