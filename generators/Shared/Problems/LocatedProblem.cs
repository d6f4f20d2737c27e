namespace TopoGen.Generators;

/// <summary>A problem and where it shows. Immutable, compares by content; holds no syntax tree.</summary>
internal sealed record LocatedProblem(Problem Problem, DeclarationLocation Location);
