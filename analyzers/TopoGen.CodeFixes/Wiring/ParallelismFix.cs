using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace TopoGen.CodeFixes.Wiring;

/// <summary>TG0208: a bolt that only its first task can serve gets that one only.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ParallelismFix)), Shared]
public sealed class ParallelismFix : SingleRemedyProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TG0208"];

    private protected override string Title => "Use one task";

    private protected override bool CanFix(DocumentFacts facts, Diagnostic diagnostic)
        => facts.At<AttributeArgumentSyntax>(diagnostic) is { NameEquals.Name.Identifier.ValueText: "Parallelism" };

    private protected override void Fix(SyntaxEditor editor, DocumentFacts facts, Diagnostic diagnostic)
        => editor.ReplaceNode(facts.At<AttributeSyntax>(diagnostic)!, static (node, _) => Attributes.WithoutArgument((AttributeSyntax)node, "Parallelism"));
}
