using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>One diagnostic to come. Immutable, compares by content.</summary>
/// <param name="Declaration">The class that it is about, as its user calls it.</param>
/// <param name="Problem">What is wrong with it; no consequence.</param>
internal sealed record Report(string Declaration, Problem Problem, DeclarationLocation Location)
{
    /// <param name="compilation">By whose files <c>#pragma</c> and <c>.editorconfig</c> decide about it.</param>
    public Diagnostic ToDiagnostic(Compilation compilation) => Problem.ToDiagnostic(Declaration, Location.ToLocation(compilation));
}
