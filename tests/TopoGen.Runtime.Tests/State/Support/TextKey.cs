namespace TopoGen.Runtime.Tests.State;

/// <summary>Strings as keys.</summary>
internal readonly struct TextKey : IKeyOperations<string>
{
    public static ulong Hash(string key) => StableHash.Of(key);

    public static bool AreEqual(string left, string right) => StableHash.AreEqual(left, right);

    public static string Own(string key) => key;
}
