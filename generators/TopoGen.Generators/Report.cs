using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>One diagnostic to come. Immutable, compares by content.</summary>
/// <param name="Declaration">The class that it is about, as its user calls it.</param>
/// <param name="Problem">What is wrong with it; no consequence.</param>
internal sealed record Report(string Declaration, Problem Problem, DeclarationLocation Location)
{
    /// <param name="file">The file that it is about, where that is known.</param>
    public Diagnostic ToDiagnostic(SyntaxTree? file) => Problem.ToDiagnostic(Declaration, Location.ToLocation(file));
}
