namespace TopoGen.Runtime;

/// <summary>The fields of a task as they were at a capture.</summary>
/// <param name="Content">The bytes of their blob; valid until the capture is disposed of.</param>
/// <param name="Count">How many fields.</param>
internal readonly record struct CapturedFields(ReadOnlyMemory<byte> Content, int Count);
