namespace TopoGen.Generators;

/// <summary>A field of a component that is part of its checkpoints. Immutable, compares by content.</summary>
/// <param name="Member">The field or property, as code names it.</param>
/// <param name="Name">The state's name.</param>
/// <param name="Id">What stands for the name in a checkpoint.</param>
/// <param name="Type">Its encoding.</param>
internal sealed record KeptFieldModel(string Member, string Name, uint Id, TupleFieldType Type);
