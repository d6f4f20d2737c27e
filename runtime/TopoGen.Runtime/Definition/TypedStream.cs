namespace TopoGen.Runtime;

/// <summary>What streams of values and of views have in common.</summary>
/// <typeparam name="T">The tuple type.</typeparam>
public abstract class TypedStream<T> : StreamDefinition
    where T : IStreamTuple<T>, allows ref struct
{
    private protected TypedStream(string name, bool direct, bool hasMessages)
        : base(name, direct, hasMessages)
    {
    }

    public sealed override Type TupleType => typeof(T);

    internal sealed override OutputPort Combine(OutputPort[] consumers)
    {
        if (consumers is [var only])
        {
            return only;
        }

        return Direct
            ? new DirectFanOut<T>(Array.ConvertAll(consumers, c => (DirectOutput<T>)c))
            : new FanOut<T>(Array.ConvertAll(consumers, c => (Output<T>)c));
    }

    internal sealed override void Share(OutputPort port) => port.Share(new SharedEncoding<T>(), isRoot: true);

    internal sealed override OutputPort Close() => Direct ? new ClosedDirectOutput<T>() : new ClosedOutput<T>();

    internal sealed override OutputPort CreateSwitch(OutputPort target)
        => Direct ? new SwitchDirectOutput<T>((DirectOutput<T>)target) : new SwitchOutput<T>((Output<T>)target);

    internal sealed override ulong SchemaHash => T.SchemaHash;
}
