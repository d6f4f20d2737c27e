namespace TopoGen;

/// <summary>The emitter names the task; the source's output is declared with <see cref="OutputAttribute.Direct"/>.</summary>
/// <typeparam name="TSource">The component that emits the stream.</typeparam>
public sealed class DirectGroupingAttribute<TSource> : GroupingAttribute
    where TSource : class;
