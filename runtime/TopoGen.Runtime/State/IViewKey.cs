namespace TopoGen.Runtime;

/// <summary>
/// The key of a view under a fields grouping, where bytes of the view are a part of it: what is kept has a copy of them, and looking it up has not.
/// </summary>
/// <typeparam name="T">The view.</typeparam>
/// <typeparam name="TKey">What is kept: a <c>byte[]</c>, or a <c>ValueTuple</c> with such parts.</typeparam>
public interface IViewKey<T, TKey> : IKeyOperations<TKey>
    where T : allows ref struct
{
    /// <summary>The hash of <see cref="KeyOf"/>.</summary>
    static abstract ulong HashOf(scoped in T tuple);

    /// <summary>Whether a key equals <see cref="KeyOf"/>.</summary>
    static abstract bool IsKey(TKey key, scoped in T tuple);

    /// <summary>Makes the key.</summary>
    static abstract TKey KeyOf(scoped in T tuple);
}
