using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TopoGen.Generators;

namespace TopoGen.CodeFixes.Wiring;

/// <summary>TG0203: names a field that the tuple has, by <c>nameof</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FieldNameFix)), Shared]
public sealed class FieldNameFix : RemedyProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TG0203"];

    private protected override IEnumerable<Remedy> Remedies(DocumentFacts facts, Diagnostic diagnostic)
        => facts.At<AttributeArgumentSyntax>(diagnostic) is { } argument
            && diagnostic.Properties.TryGetValue(ProblemKeys.Type, out string? tuple) && tuple is not null
            ? Choices.Of(diagnostic).Select(choice => new Remedy(
                $"Group by '{choice.Name}'",
                choice.Key,
                editor => editor.ReplaceNode(argument.Expression, Keys.NameOf(tuple, choice.Name).WithTriviaFrom(argument.Expression))))
            : [];
}
