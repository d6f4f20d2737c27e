using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>What is wrong with a declaration. Immutable, compares by content, and holds no position: stubs are made of it.</summary>
/// <param name="Rule">Which rule it breaks; null for a <see cref="IsConsequence"/>.</param>
/// <param name="Reason">One clause without a full stop, naming component, stream and nearest valid name where there are.</param>
/// <param name="Advice">What to do about it, one imperative clause without a full stop.</param>
internal sealed record Problem(DiagnosticDescriptor? Rule, string Reason, string Advice)
{
    /// <summary>What code fixes need to know.</summary>
    public EquatableArray<ProblemProperty> Properties { get; init; } = EquatableArray<ProblemProperty>.Empty;

    /// <summary>
    /// Whether another declaration's mistake, reported there, or an error of the compiler is the cause: then this one is
    /// generated as a stub and not reported.
    /// </summary>
    public bool IsConsequence => Rule is null;

    /// <summary>Whether nothing that runs can be generated.</summary>
    public bool IsFatal => Rule is null || Rule.DefaultSeverity == DiagnosticSeverity.Error;

    public static Problem Consequence(string reason, string advice = "correct that first") => new(null, reason, advice);

    public Problem With(string key, string? value)
        => value is null ? this : this with { Properties = Properties.Append(new ProblemProperty(key, value)).ToEquatableArray() };

    /// <param name="declaration">What it is about, as its user calls it.</param>
    /// <param name="location">The token that shows it.</param>
    public Diagnostic ToDiagnostic(string declaration, Location location)
        => Diagnostic.Create(
            Rule!,
            location,
            Properties.ToImmutableDictionary(static p => p.Key, static p => (string?)p.Value),
            declaration,
            Reason,
            Advice);

    /// <summary>What a throwing stub says.</summary>
    public override string ToString() => $"{Reason}; {Advice}";
}
