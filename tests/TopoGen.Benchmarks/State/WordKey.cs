using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>Words as keys, as generated code has them.</summary>
public readonly struct WordKey : IKeyOperations<string>
{
    public static ulong Hash(string key) => StableHash.Of(key);

    public static bool AreEqual(string left, string right) => StableHash.AreEqual(left, right);

    public static string Own(string key) => key;
}
