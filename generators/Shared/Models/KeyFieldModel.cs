namespace TopoGen.Generators;

/// <summary>One field of a key. Immutable, compares by content.</summary>
/// <param name="IsEnum">Whether its type is an enum, or nullable enum.</param>
/// <param name="IsBytes">Whether it refers to bytes that must be copied to be kept.</param>
/// <param name="Encoding">How checkpoints keep it.</param>
internal sealed record KeyFieldModel(string Name, TypeRef Type, bool IsEnum, bool IsBytes, TupleFieldType Encoding);
