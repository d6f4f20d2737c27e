namespace TopoGen.Generators;

/// <summary>One field of a stream tuple. Immutable, compares by content; holds nothing of Roslyn.</summary>
/// <param name="Name">The member's name, not escaped.</param>
/// <param name="IsParameter">Whether it is rebuilt by the primary constructor, at its place among the parameters, or else by the initializer.</param>
/// <param name="Type">Its encoding.</param>
internal sealed record TupleField(string Name, bool IsParameter, TupleFieldType Type);
