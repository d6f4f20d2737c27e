namespace TopoGen;

/// <summary>Prefers tasks next to the producer and so avoids a hand-over; spreads evenly where that would leave a task without input.</summary>
/// <typeparam name="TSource">The component that emits the stream.</typeparam>
public sealed class LocalOrShuffleGroupingAttribute<TSource> : GroupingAttribute
    where TSource : class;
