namespace TopoGen.Runtime;

/// <summary>The hash by which a tuple finds its key group. Empty structs, so that the JIT inlines them into routes.</summary>
internal interface IKeyHash<T>
    where T : allows ref struct
{
    static abstract ulong Of(scoped in T tuple);
}
