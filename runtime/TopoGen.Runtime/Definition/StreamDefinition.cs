namespace TopoGen.Runtime;

/// <summary>One output stream of a component.</summary>
public abstract class StreamDefinition
{
    private protected StreamDefinition(string name, bool direct)
    {
        Name = name;
        Direct = direct;
    }

    /// <summary>Unique within the component together with <see cref="TupleType"/>.</summary>
    public string Name { get; }

    /// <summary>Whether the emitter names the receiving task.</summary>
    public bool Direct { get; }

    public abstract Type TupleType { get; }

    /// <summary>Makes one port of the ports of all its consumers: each of them receives every tuple.</summary>
    internal abstract OutputPort Combine(OutputPort[] consumers);

    /// <summary>Makes the port of a task that has ended, which refuses emits.</summary>
    internal abstract OutputPort Close();

    /// <summary>Makes a port in front of another that can be replaced.</summary>
    internal abstract OutputPort CreateSwitch(OutputPort target);

    /// <summary>The hash of the tuple's encoding.</summary>
    internal abstract ulong SchemaHash { get; }
}

/// <inheritdoc/>
/// <typeparam name="T">The tuple type.</typeparam>
public sealed class StreamDefinition<T>(string name, bool direct = false) : StreamDefinition(name, direct)
    where T : IStreamTuple<T>
{
    public override Type TupleType => typeof(T);

    internal override OutputPort Combine(OutputPort[] consumers)
    {
        OutputPort port = consumers is [var only]
            ? only
            : Direct
                ? new DirectFanOut<T>(Array.ConvertAll(consumers, c => (DirectOutput<T>)c))
                : new FanOut<T>(Array.ConvertAll(consumers, c => (Output<T>)c));
        port.Share(new SharedEncoding<T>(), isRoot: true);
        return port;
    }

    internal override OutputPort Close() => Direct ? new ClosedDirectOutput<T>() : new ClosedOutput<T>();

    internal override OutputPort CreateSwitch(OutputPort target)
        => Direct ? new SwitchDirectOutput<T>((DirectOutput<T>)target) : new SwitchOutput<T>((Output<T>)target);

    internal override ulong SchemaHash => T.SchemaHash;
}
