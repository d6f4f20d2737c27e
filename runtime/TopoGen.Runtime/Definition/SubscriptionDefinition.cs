using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>One grouping attribute: a handler of a bolt listens to a stream of another component.</summary>
public abstract class SubscriptionDefinition
{
    private protected SubscriptionDefinition(string source, string stream, string handler, bool isAsync)
    {
        Source = source;
        Stream = stream;
        Handler = handler;
        IsAsync = isAsync;
    }

    /// <summary>The name of the component that emits the stream.</summary>
    public string Source { get; }

    public string Stream { get; }

    /// <summary>The name of the method that handles the tuples.</summary>
    public string Handler { get; }

    /// <summary>An asynchronous handler always stands behind a ring, because it may not be ready when a tuple comes.</summary>
    public bool IsAsync { get; }

    public abstract Type TupleType { get; }

    /// <summary>The fewest bytes an encoded tuple can have.</summary>
    internal abstract int LeastTupleSize { get; }

    public abstract GroupingKind Grouping { get; }

    /// <summary>The fields of the key, empty where the grouping has none.</summary>
    public abstract ImmutableArray<string> Fields { get; }

    /// <summary>For a custom grouping: the user's class.</summary>
    public abstract Type? CustomGrouping { get; }

    /// <inheritdoc cref="Grouping{T}.CreateRoute"/>
    internal abstract OutputPort CreateRoute(OutputPort[] targets, OutputPort[] others, int producer, int keyGroups);

    /// <summary>Makes a ring between two tasks; its consumer hands each tuple to <paramref name="input"/>.</summary>
    internal abstract RingChannel CreateRing(OutputPort input, RingSettings settings);

    /// <summary>Makes the port to a task of another worker.</summary>
    internal abstract OutputPort CreateLinkOutput(IChannelSender sender, Executor executor, string name, int overflowLimit);

    /// <summary>Makes the receiving end of a channel from another worker, which hands each tuple to <paramref name="input"/>.</summary>
    internal abstract ILinkInput CreateLinkInput(IChannelReceiver receiver, OutputPort input, Action<string> refused);

    /// <summary>Makes the port to a task that has ended.</summary>
    internal abstract OutputPort CreateDiscard();
}

/// <inheritdoc/>
/// <typeparam name="T">The tuple type.</typeparam>
public sealed class SubscriptionDefinition<T>(
    string source, string stream, string handler, Grouping<T> grouping, bool isAsync = false)
    : SubscriptionDefinition(source, stream, handler, isAsync)
    where T : IStreamTuple<T>
{
    public override Type TupleType => typeof(T);

    internal override int LeastTupleSize => T.MinimumSize;

    public override GroupingKind Grouping => grouping.Kind;

    public override ImmutableArray<string> Fields => grouping.Fields;

    public override Type? CustomGrouping => grouping.Custom;

    internal override OutputPort CreateRoute(OutputPort[] targets, OutputPort[] others, int producer, int keyGroups)
        => grouping.CreateRoute(
            Array.ConvertAll(targets, t => (Output<T>)t), Array.ConvertAll(others, t => (Output<T>)t), producer, keyGroups);

    internal override RingChannel CreateRing(OutputPort input, RingSettings settings)
        => new RingChannel<T>((Output<T>)input, settings);

    internal override OutputPort CreateLinkOutput(IChannelSender sender, Executor executor, string name, int overflowLimit)
        => new LinkOutput<T>(sender, executor, name, overflowLimit);

    internal override ILinkInput CreateLinkInput(IChannelReceiver receiver, OutputPort input, Action<string> refused)
        => new LinkInput<T>(receiver, (Output<T>)input, refused);

    internal override OutputPort CreateDiscard() => new DiscardOutput<T>();
}
