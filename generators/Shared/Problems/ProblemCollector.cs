using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>
/// Collects the problems of a declaration. The first that is no mere warning decides what its stub says; parsing goes on after it, so that all of them
/// are reported, and everything the stubs need is still collected.
/// </summary>
internal sealed class ProblemCollector
{
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Why only stubs can be generated; null where there is nothing, or only warnings.</summary>
    public Problem? First { get; private set; }

    public void Add(DiagnosticDescriptor rule, Location? at, string reason, string advice) => Add(new Problem(rule, reason, advice), at);

    /// <summary>Something the compiler or another declaration reports already.</summary>
    public void AddConsequence(string reason) => Add(Problem.Consequence(reason), null);

    public void Add(Finding? finding)
    {
        if (finding is not null)
        {
            Add(finding.Problem, finding.At);
        }
    }

    public void Add(Problem problem, Location? at)
    {
        if (problem.IsFatal)
        {
            First ??= problem;
        }

        // A handler is looked at once for each of its groupings.
        var finding = new Finding(problem, at);
        if (!problem.IsConsequence && !_findings.Contains(finding))
        {
            _findings.Add(finding);
        }
    }
}
