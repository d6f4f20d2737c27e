using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>One grouping attribute: a handler of a bolt listens to a stream of another component.</summary>
public abstract class SubscriptionDefinition
{
    private protected SubscriptionDefinition(string source, string stream, string handler, bool isAsync, bool acksByHand)
    {
        Source = source;
        Stream = stream;
        Handler = handler;
        IsAsync = isAsync;
        AcksByHand = acksByHand;
    }

    /// <summary>
    /// The name of the component that emits the stream. As generated code declares it, <c>*</c> stands for every component that sends into the error stream;
    /// a topology has a subscription for each of them in its place.
    /// </summary>
    public string Source { get; }

    public string Stream { get; }

    /// <summary>The name of the method that handles the tuples.</summary>
    public string Handler { get; }

    /// <summary>An asynchronous handler always stands behind a ring, because it may not be ready when a tuple comes.</summary>
    public bool IsAsync { get; }

    /// <summary>A synchronous handler that takes an <see cref="Anchor"/>.</summary>
    public bool AcksByHand { get; }

    public abstract Type TupleType { get; }

    /// <summary>The fewest bytes an encoded tuple can have.</summary>
    internal abstract int LeastTupleSize { get; }

    public abstract GroupingKind Grouping { get; }

    /// <summary>The fields of the key, empty where the grouping has none.</summary>
    public abstract ImmutableArray<string> Fields { get; }

    /// <summary>For a custom grouping: the user's class.</summary>
    public abstract Type? CustomGrouping { get; }

    /// <summary>The same to another component's stream of that name.</summary>
    internal abstract SubscriptionDefinition From(string source);

    /// <inheritdoc cref="Grouping{T}.CreateRoute"/>
    internal abstract OutputPort CreateRoute(OutputPort[] targets, OutputPort[] others, int producer, int keyGroups);

    /// <summary>How many tuples a ring of its channels holds at the most where one of values has a slot.</summary>
    internal virtual int TuplesPerSlot => 1;

    /// <summary>Makes its channels where tuples belong to no tree.</summary>
    internal abstract Carrier Plain { get; }

    /// <summary>Makes its channels where tuples may belong to trees.</summary>
    internal abstract Carrier Tracked { get; }
}

/// <inheritdoc/>
/// <typeparam name="T">The tuple type.</typeparam>
public sealed class SubscriptionDefinition<T>(
    string source, string stream, string handler, Grouping<T> grouping, bool isAsync = false, bool acksByHand = false)
    : TypedSubscription<T>(source, stream, handler, grouping, isAsync, acksByHand)
    where T : IStreamTuple<T>
{
    internal override SubscriptionDefinition From(string source)
        => new SubscriptionDefinition<T>(source, Stream, Handler, Typed, IsAsync, AcksByHand);

    internal override Carrier Plain { get; } = new TupleCarrier<T>();

    internal override Carrier Tracked { get; } = new TrackedCarrier<T>();
}
