namespace TopoGen.Runtime;

/// <summary>A subscription, as far as placement cares.</summary>
/// <param name="Source">The index of the emitting component in <see cref="TopologyShape.Components"/>.</param>
/// <param name="Target">The index of the subscribing component.</param>
/// <param name="Grouping">How tuples are spread over the target's tasks.</param>
/// <param name="TuplesPerSlot">How many tuples a ring holds where one of values has a slot.</param>
/// <param name="LeastTupleSize">The least bytes of an encoded tuple, 1 or more.</param>
internal readonly record struct ShapeEdge(int Source, int Target, GroupingKind Grouping, int TuplesPerSlot, int LeastTupleSize);
