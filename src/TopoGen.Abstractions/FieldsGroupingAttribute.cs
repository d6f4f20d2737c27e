namespace TopoGen;

/// <summary>
/// Tuples with equal content in the named fields always reach the same task. The hash is stable across processes,
/// machines and versions.
/// </summary>
/// <typeparam name="TSource">The component that emits the stream.</typeparam>
/// <param name="field">The first field of the key; use <c>nameof</c>.</param>
/// <param name="more">Further fields of the key.</param>
public sealed class FieldsGroupingAttribute<TSource>(string field, params string[] more) : GroupingAttribute
    where TSource : class
{
    public IReadOnlyList<string> Fields { get; } = [field, .. more];
}
