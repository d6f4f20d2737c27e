namespace TopoGen;

/// <summary>Spreads tuples evenly over the tasks, in turn.</summary>
/// <typeparam name="TSource">The component that emits the stream.</typeparam>
public sealed class ShuffleGroupingAttribute<TSource> : GroupingAttribute
    where TSource : class;
