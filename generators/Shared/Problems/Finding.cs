using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>A problem and the token that shows it. Lives only while a declaration is parsed or analyzed: a place refers to its syntax tree.</summary>
/// <param name="At">Null for the name of the declaration.</param>
internal sealed record Finding(Problem Problem, Location? At);
