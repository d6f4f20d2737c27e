namespace TopoGen.Generators;

/// <summary>What is wrong with a declaration as a part of the whole. Immutable, compares by content.</summary>
/// <param name="FullName">The class.</param>
/// <param name="Place">Which token of it shows the problem.</param>
internal sealed record MisfitModel(string FullName, Place Place, Problem Problem);
