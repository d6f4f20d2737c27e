namespace TopoGen.Runtime.Tests.State;

/// <summary>Numbers as keys.</summary>
internal readonly struct NumberKey : IKeyOperations<int>
{
    public static ulong Hash(int key) => StableHash.Of(key);

    public static bool AreEqual(int left, int right) => left == right;

    public static int Own(int key) => key;
}
