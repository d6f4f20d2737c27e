namespace TopoGen.Generators;

/// <summary>One field of a key. Immutable, compares by content.</summary>
/// <param name="Type">Its type as a key is kept: <c>byte[]</c> for a span of bytes.</param>
/// <param name="IsEnum">Whether its type is an enum, or nullable enum.</param>
/// <param name="IsBytes">Whether it refers to bytes that must be copied to be kept.</param>
/// <param name="IsSpan">Whether the tuple has a span of bytes, and the key an array.</param>
/// <param name="Encoding">How checkpoints keep it.</param>
internal sealed record KeyFieldModel(string Name, TypeRef Type, bool IsEnum, bool IsBytes, bool IsSpan, TupleFieldType Encoding);
