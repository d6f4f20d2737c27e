namespace TopoGen.Analyzers.Tests.Rules;

/// <summary>A program that breaks one rule once.</summary>
/// <param name="Program">With the token marked at which it is told.</param>
/// <param name="Message">All of what is told.</param>
/// <param name="Contract">What its <c>TopoGen.Topology.txt</c> says, perhaps with the mark; null where it has none.</param>
public sealed record RuleHit(string Program, string Message, string? Contract = null)
{
    /// <summary>The rule that is broken.</summary>
    public string Id => Markup.Parse(Program).Marks.Concat(Markup.Parse(Contract ?? "").Marks).Single().Id;

    /// <summary>A rule that is broken along with it, where it cannot be broken alone.</summary>
    public string? Also { get; init; }

    public override string ToString() => $"{Id} {Message}";
}
