using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>One build error to come. Immutable, compares by content.</summary>
/// <param name="Declaration">The class that cannot be generated, as its user calls it.</param>
/// <param name="Problem">Why.</param>
/// <param name="Location">The declaration's identifier.</param>
internal sealed record ProblemReport(string Declaration, Problem Problem, DeclarationLocation Location)
{
    /// <summary>Null where there is nothing to report.</summary>
    public static ProblemReport? For(string declaration, Problem? problem, DeclarationLocation location)
        => problem is { IsConsequence: false } ? new ProblemReport(declaration, problem, location) : null;

    public Diagnostic ToDiagnostic()
        => Diagnostic.Create(Diagnostics.NotGenerated, Location.ToLocation(), Declaration, Problem.Reason, Problem.Advice);
}
