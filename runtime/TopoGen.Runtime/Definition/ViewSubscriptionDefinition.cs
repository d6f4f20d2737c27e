namespace TopoGen.Runtime;

/// <summary>As <see cref="SubscriptionDefinition{T}"/>, to a stream of views: tuples that are references into a buffer.</summary>
/// <typeparam name="T">The view.</typeparam>
public sealed class ViewSubscriptionDefinition<T>(string source, string stream, string handler, Grouping<T> grouping, bool acksByHand = false)
    : TypedSubscription<T>(source, stream, handler, grouping, isAsync: false, acksByHand)
    where T : IStreamTuple<T>, allows ref struct
{
    internal override SubscriptionDefinition From(string source)
        => new ViewSubscriptionDefinition<T>(source, Stream, Handler, Typed, AcksByHand);

    internal override int TuplesPerSlot => Math.Max(1, ByteQueue.BytesPerSlot / Math.Max(1, LeastTupleSize));

    internal override Carrier Plain { get; } = new ViewCarrier<T>();

    internal override Carrier Tracked { get; } = new TrackedViewCarrier<T>();
}
