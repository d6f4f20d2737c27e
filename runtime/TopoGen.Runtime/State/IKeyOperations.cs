namespace TopoGen.Runtime;

/// <summary>Hash and equality of a key by content. Generated as an empty struct, so that the JIT inlines it into loops.</summary>
public interface IKeyOperations<TKey>
{
    /// <summary>Equal in every process, version and machine; see <see cref="StableHash"/>.</summary>
    static abstract ulong Hash(TKey key);

    static abstract bool AreEqual(TKey left, TKey right);

    /// <summary>A key that can be kept: itself, or a copy where it refers to bytes that somebody else may reuse.</summary>
    static abstract TKey Own(TKey key);
}
