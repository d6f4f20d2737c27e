namespace TopoGen.Runtime;

/// <summary>One output stream of a component.</summary>
public abstract class StreamDefinition
{
    private protected StreamDefinition(string name, bool direct, bool hasMessages)
    {
        Name = name;
        Direct = direct;
        HasMessages = hasMessages;
    }

    /// <summary>Unique within the component together with <see cref="TupleType"/>.</summary>
    public string Name { get; }

    /// <summary>Whether the emitter names the receiving task.</summary>
    public bool Direct { get; }

    /// <summary>For a spout: whether its tuples can be messages, whose trees are tracked where the topology wants that.</summary>
    public bool HasMessages { get; }

    public abstract Type TupleType { get; }

    /// <summary>Whether it is the component's part of the error stream, to which the engine emits.</summary>
    internal bool IsErrors => Name == ErrorStream.Name;

    /// <summary>Makes one port of the ports of all its consumers: each of them receives every tuple.</summary>
    internal abstract OutputPort Combine(OutputPort[] consumers);

    /// <summary>Lets the links behind a port encode each tuple once. On the thread that sends, before it sends.</summary>
    internal abstract void Share(OutputPort port);

    /// <summary>Makes the port of a task that has ended, which refuses emits.</summary>
    internal abstract OutputPort Close();

    /// <summary>Makes a port in front of another that can be replaced.</summary>
    internal abstract OutputPort CreateSwitch(OutputPort target);

    /// <summary>Does something that depends on the tuple type.</summary>
    internal abstract TResult Accept<TResult>(IStreamVisitor<TResult> visitor);

    /// <summary>The hash of the tuple's encoding.</summary>
    internal abstract ulong SchemaHash { get; }
}

/// <inheritdoc/>
/// <typeparam name="T">The tuple type.</typeparam>
public sealed class StreamDefinition<T>(string name, bool direct = false, bool hasMessages = false) : TypedStream<T>(name, direct, hasMessages)
    where T : IStreamTuple<T>
{
    internal override TResult Accept<TResult>(IStreamVisitor<TResult> visitor) => visitor.Visit(this);
}
