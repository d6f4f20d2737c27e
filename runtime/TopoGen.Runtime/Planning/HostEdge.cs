namespace TopoGen.Runtime;

/// <summary>A subscription between components that are switched on.</summary>
/// <param name="Source">The emitting component.</param>
/// <param name="Target">The subscribing component.</param>
/// <param name="Subscription">What was compiled.</param>
/// <param name="Index">Its index in <see cref="ComponentDefinition.Inputs"/> of the target.</param>
internal sealed record HostEdge(HostComponent Source, HostComponent Target, SubscriptionDefinition Subscription, int Index)
{
    /// <summary>Whether the subscription listens to one of the source's streams.</summary>
    public bool ListensTo(StreamDefinition stream)
        => Subscription.Stream == stream.Name && Subscription.TupleType == stream.TupleType;
}
