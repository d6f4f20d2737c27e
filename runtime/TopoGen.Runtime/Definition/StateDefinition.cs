namespace TopoGen.Runtime;

/// <summary>A piece of managed state.</summary>
/// <param name="Name">Its identity within the component.</param>
/// <param name="Key">The type of its key as C# writes it, or null for state of a task.</param>
/// <param name="Value">The type of its value as C# writes it.</param>
public sealed record StateDefinition(string Name, string? Key, string Value);
