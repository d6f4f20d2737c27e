namespace TopoGen;

/// <summary>Every task receives every tuple.</summary>
/// <typeparam name="TSource">The component that emits the stream.</typeparam>
public sealed class AllGroupingAttribute<TSource> : GroupingAttribute
    where TSource : class;
