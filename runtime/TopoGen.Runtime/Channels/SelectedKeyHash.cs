namespace TopoGen.Runtime;

/// <summary>That of a key that is a part of the tuple.</summary>
internal readonly struct SelectedKeyHash<T, TKey, TSelector> : IKeyHash<T>
    where T : allows ref struct
    where TSelector : struct, IKeySelector<T, TKey>
{
    public static ulong Of(scoped in T tuple) => TSelector.Hash(TSelector.Select(in tuple));
}
