using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace TopoGen.CodeFixes.Guarantees;

/// <summary>TG0309: what an exactly-once topology keeps is part of its checkpoints.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KeepStateFix)), Shared]
public sealed class KeepStateFix : SingleRemedyProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TG0309"];

    private protected override string Title => "Remove Recovery.None";

    private protected override bool CanFix(DocumentFacts facts, Diagnostic diagnostic)
        => facts.At<AttributeArgumentSyntax>(diagnostic) is { NameEquals.Name.Identifier.ValueText: "Recovery" };

    private protected override void Fix(SyntaxEditor editor, DocumentFacts facts, Diagnostic diagnostic)
        => editor.ReplaceNode(facts.At<AttributeSyntax>(diagnostic)!, static (node, _) => Attributes.WithoutArgument((AttributeSyntax)node, "Recovery"));
}
