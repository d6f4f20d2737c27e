namespace TopoGen.Runtime;

/// <summary>Where the tuples of one output go, whatever lies behind it: a fused call, a ring, a grouping.</summary>
public abstract class OutputPort
{
    private protected OutputPort()
    {
    }

    /// <summary>How many tuples were given to this port so far. Read from other threads; may lag.</summary>
    internal abstract long Sent { get; }

    /// <summary>How many copies of them went to consuming tasks. Read from other threads; may lag.</summary>
    internal abstract long Transferred { get; }

    /// <summary>Lets the links behind a port that sends each tuple to several of them encode it once.</summary>
    /// <param name="encoding">Of the port's tuple type; null where there is nothing to share.</param>
    /// <param name="isRoot">Whether this is the port that the component emits to.</param>
    internal virtual void Share(SharedEncoding? encoding, bool isRoot)
    {
    }

    /// <summary>Passes a control signal to every task behind the port, after all tuples sent before it.</summary>
    internal abstract void Control(ControlSignal signal);
}
