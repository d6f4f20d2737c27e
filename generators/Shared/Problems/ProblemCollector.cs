namespace TopoGen.Generators;

/// <summary>
/// Keeps the first problem of a declaration: one is reported at a time, because one mistake often looks like several.
/// Parsing goes on after it, so that everything the stubs need is still collected.
/// </summary>
internal sealed class ProblemCollector
{
    public Problem? First { get; private set; }

    public void Add(string reason, string advice) => Add(new Problem(reason, advice));

    /// <summary>Something the compiler or another declaration reports already.</summary>
    public void AddConsequence(string reason) => Add(new Problem(reason, "correct that first", IsConsequence: true));

    public void Add(Problem? problem) => First ??= problem;
}
