using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>Numbers as keys, as generated code has them.</summary>
internal readonly struct NumberKey : IKeyOperations<long>
{
    public static ulong Hash(long key) => StableHash.Of(key);

    public static bool AreEqual(long left, long right) => left == right;

    public static long Own(long key) => key;
}
