namespace TopoGen.Generators;

/// <summary>A piece of state as <c>describe</c> shows it. Immutable, compares by content.</summary>
/// <param name="Key">Null for state of a task.</param>
internal sealed record StateModel(string Name, string? Key, string Value);
