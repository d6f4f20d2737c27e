namespace TopoGen.Generators;

/// <summary>A declaration that is fine by itself but has no place in the assembly. Immutable, compares by content.</summary>
/// <param name="FullName">The class.</param>
internal sealed record MisfitModel(string FullName, Problem Problem);
