namespace TopoGen.Generators;

/// <summary>One output stream: a name and a tuple type. Immutable, compares by content.</summary>
/// <param name="Field">The generated field that holds its port.</param>
/// <param name="Direct">Whether the emitter names the task.</param>
/// <param name="HasMessages">Whether an output of a spout names messages.</param>
/// <param name="HasAnchors">Whether an output of a bolt names anchors.</param>
internal sealed record StreamModel(string Name, TypeRef Tuple, bool Direct, string Field, bool HasMessages, bool HasAnchors);
