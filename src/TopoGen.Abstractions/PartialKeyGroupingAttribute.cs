namespace TopoGen;

/// <summary>
/// Tuples with equal content in the named fields reach one of exactly two tasks, whichever this producer has sent less to:
/// an even spread for skewed keys, at the price of a second aggregation.
/// </summary>
/// <typeparam name="TSource">The component that emits the stream.</typeparam>
/// <param name="field">The first field of the key; use <c>nameof</c>.</param>
/// <param name="more">Further fields of the key.</param>
/// <remarks>Nasir et al., "The Power of Both Choices", ICDE 2015.</remarks>
public sealed class PartialKeyGroupingAttribute<TSource>(string field, params string[] more) : GroupingAttribute
    where TSource : class
{
    public IReadOnlyList<string> Fields { get; } = [field, .. more];
}
