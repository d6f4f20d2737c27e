namespace TopoGen.Runtime;

/// <summary>A subscription between components that are switched on.</summary>
/// <param name="Source">The emitting component.</param>
/// <param name="Target">The subscribing component.</param>
/// <param name="Subscription">What was compiled.</param>
/// <param name="Index">Its index in <see cref="ComponentDefinition.Inputs"/> of the target; negative where that is a spout, which is told of trees.</param>
/// <param name="IsTracked">Whether its tuples may belong to trees.</param>
internal sealed record HostEdge(
    HostComponent Source, HostComponent Target, SubscriptionDefinition Subscription, int Index, bool IsTracked = false)
{
    /// <summary>Makes its channels.</summary>
    public Carrier Carrier => IsTracked ? Subscription.Tracked : Subscription.Plain;

    /// <summary>Whether it leads to the ledgers of a spout: no tuples flow there, and nothing depends on its room but what tells them.</summary>
    public bool LeadsToLedgers => Index < 0;

    /// <summary>Whether the subscription listens to one of the source's streams.</summary>
    public bool ListensTo(StreamDefinition stream)
        => Subscription.Stream == stream.Name && Subscription.TupleType == stream.TupleType;
}
