namespace TopoGen.Generators;

/// <summary>One thing that a code fix needs to know of a problem, as <c>Diagnostic.Properties</c> has it. Immutable, compares by content.</summary>
/// <param name="Key">One of <see cref="ProblemKeys"/>.</param>
internal sealed record ProblemProperty(string Key, string Value);
