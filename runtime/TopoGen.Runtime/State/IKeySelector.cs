namespace TopoGen.Runtime;

/// <summary>The key of a tuple under a fields grouping: the field, or a <c>ValueTuple</c> of several.</summary>
public interface IKeySelector<T, TKey> : IKeyOperations<TKey>
    where T : allows ref struct
{
    static abstract TKey Select(scoped in T tuple);
}
