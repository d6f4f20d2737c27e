namespace TopoGen;

/// <summary>The task with the lowest index receives every tuple.</summary>
/// <typeparam name="TSource">The component that emits the stream.</typeparam>
public sealed class GlobalGroupingAttribute<TSource> : GroupingAttribute
    where TSource : class;
