using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TopoGen.Generators;

namespace TopoGen.CodeFixes.Wiring;

/// <summary>TG0201: names a stream that the source has.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StreamNameFix)), Shared]
public sealed class StreamNameFix : RemedyProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TG0201"];

    private protected override IEnumerable<Remedy> Remedies(DocumentFacts facts, Diagnostic diagnostic)
        => facts.At<AttributeArgumentSyntax>(diagnostic) is { } argument
            ? Choices.Of(diagnostic).Select(choice => new Remedy(
                $"Use stream '{choice.Name}'",
                choice.Key,
                editor => editor.ReplaceNode(
                    argument.Expression,
                    SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(choice.Name)).WithTriviaFrom(argument.Expression))))
            : [];
}
