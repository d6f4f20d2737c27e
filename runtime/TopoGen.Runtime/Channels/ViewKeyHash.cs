namespace TopoGen.Runtime;

/// <summary>That of a key that would first have to be made of the bytes of a view.</summary>
internal readonly struct ViewKeyHash<T, TKey, TSelector> : IKeyHash<T>
    where T : allows ref struct
    where TSelector : struct, IViewKey<T, TKey>
{
    public static ulong Of(scoped in T tuple) => TSelector.HashOf(in tuple);
}
