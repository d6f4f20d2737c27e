using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>What subscriptions to values and to views have in common.</summary>
/// <typeparam name="T">The tuple type.</typeparam>
public abstract class TypedSubscription<T> : SubscriptionDefinition
    where T : IStreamTuple<T>, allows ref struct
{
    private protected TypedSubscription(string source, string stream, string handler, Grouping<T> grouping, bool isAsync, bool acksByHand)
        : base(source, stream, handler, isAsync, acksByHand)
        => Typed = grouping;

    public sealed override Type TupleType => typeof(T);

    public sealed override GroupingKind Grouping => Typed.Kind;

    public sealed override ImmutableArray<string> Fields => Typed.Fields;

    public sealed override Type? CustomGrouping => Typed.Custom;

    internal sealed override int LeastTupleSize => T.MinimumSize;

    private protected Grouping<T> Typed { get; }

    internal sealed override OutputPort CreateRoute(OutputPort[] targets, OutputPort[] others, int producer, int keyGroups)
        => Typed.CreateRoute(
            Array.ConvertAll(targets, t => (Output<T>)t), Array.ConvertAll(others, t => (Output<T>)t), producer, keyGroups);
}
