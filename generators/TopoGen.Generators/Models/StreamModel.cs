namespace TopoGen.Generators;

/// <summary>One output stream: a name and a tuple type. Immutable, compares by content.</summary>
/// <param name="Field">The generated field that holds its port.</param>
/// <param name="Direct">Whether the emitter names the task.</param>
internal sealed record StreamModel(string Name, TypeRef Tuple, bool Direct, string Field);
