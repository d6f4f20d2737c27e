namespace TopoGen.Generators;

/// <summary>One per-key state. Immutable, compares by content.</summary>
/// <param name="Name">The state's identity.</param>
/// <param name="Member">The generated field that holds the table.</param>
/// <param name="Key">The key's type.</param>
/// <param name="Value">The value's type.</param>
/// <param name="IsConstructed">Whether a new value is made by <c>new()</c> rather than <c>default</c>.</param>
/// <param name="Selector">The struct with hash and equality of the key.</param>
internal sealed record TableModel(string Name, string Member, string Key, TypeRef Value, bool IsConstructed, string Selector);
