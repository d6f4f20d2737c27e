namespace TopoGen;

/// <summary>
/// Marks a method <c>void X(long epoch)</c> of a spout or bolt that is called, on the task's own thread and between tuples, when an epoch is
/// committed: everything the task had seen before the epoch's barrier will survive. Epochs come in order; after a failure the last one may be told
/// again. In a topology without epochs (<see cref="Delivery.AtMostOnce"/>) it is never called. An emit there belongs to a later epoch.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnCommitAttribute : Attribute;
