namespace TopoGen.Generators;

/// <summary>A member of a record as checkpoints keep it. Immutable, compares by content.</summary>
/// <param name="Name">The member's name, not escaped.</param>
/// <param name="Identity">What it is called in checkpoints.</param>
/// <param name="Id">What stands for that name.</param>
/// <param name="Kind">How it gets its value back.</param>
/// <param name="Type">Its encoding.</param>
/// <param name="Default">For parameters: the expression for a value that was not written.</param>
internal sealed record StateFieldModel(string Name, string Identity, uint Id, StateFieldKind Kind, TupleFieldType Type, string Default);
