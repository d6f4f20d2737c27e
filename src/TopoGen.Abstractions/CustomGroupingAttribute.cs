namespace TopoGen;

/// <summary>The user's own <see cref="ICustomGrouping{T}"/> picks the task.</summary>
/// <typeparam name="TSource">The component that emits the stream.</typeparam>
/// <typeparam name="TGrouping">
/// Implements <see cref="ICustomGrouping{T}"/> for the stream's tuple type; each producing task has an instance of its own.
/// </typeparam>
public sealed class CustomGroupingAttribute<TSource, TGrouping> : GroupingAttribute
    where TSource : class
    where TGrouping : new();
