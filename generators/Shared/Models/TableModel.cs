namespace TopoGen.Generators;

/// <summary>One per-key state. Immutable, compares by content.</summary>
/// <param name="Name">The state's identity.</param>
/// <param name="Member">The generated field that holds the table.</param>
/// <param name="Key">The key's type.</param>
/// <param name="Value">The value's type.</param>
/// <param name="IsConstructed">Whether a new value is made by <c>new()</c> rather than <c>default</c>.</param>
/// <param name="Selector">The struct with hash and equality of the key.</param>
/// <param name="KeyCodec">The codec of the key.</param>
/// <param name="Codec">The codec of the value, or null where it has none.</param>
/// <param name="Layout">How it is written, or null where it cannot be.</param>
/// <param name="Problem">Why it cannot be written, or null.</param>
/// <param name="TimeToLive">After so long without an access a key is forgotten, in ticks of 100 ns; 0 for never.</param>
internal sealed record TableModel(
    string Name,
    string Member,
    string Key,
    TypeRef Value,
    bool IsConstructed,
    string Selector,
    string KeyCodec,
    string? Codec,
    LayoutModel? Layout,
    Problem? Problem,
    long TimeToLive);
