namespace TopoGen.Runtime;

/// <summary>A subscription with the channels it became: one per producing and consuming task that may meet.</summary>
/// <param name="Source">The emitting component.</param>
/// <param name="Target">The subscribing component.</param>
/// <param name="Subscription">What was compiled.</param>
/// <param name="SubscriptionIndex">Its index in <see cref="ComponentDefinition.Inputs"/> of the target.</param>
/// <param name="Fused">How many channels are direct calls.</param>
/// <param name="Rings">How many channels are rings.</param>
public sealed record PlannedEdge(
    PlannedComponent Source,
    PlannedComponent Target,
    SubscriptionDefinition Subscription,
    int SubscriptionIndex,
    int Fused,
    int Rings);
