using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace TopoGen.CodeFixes.Guarantees;

/// <summary>TG0310: a spare that has nothing to follow is one without state.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StandbyFix)), Shared]
public sealed class StandbyFix : SingleRemedyProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TG0310"];

    private protected override string Title => "Use Recovery.Standby";

    private protected override bool CanFix(DocumentFacts facts, Diagnostic diagnostic) => Member(facts, diagnostic) is not null;

    private protected override void Fix(SyntaxEditor editor, DocumentFacts facts, Diagnostic diagnostic)
        => editor.ReplaceNode(Member(facts, diagnostic)!, static (node, _) => SyntaxFactory.IdentifierName("Standby").WithTriviaFrom(node));

    /// <summary>The name of the enum's member, however it is qualified.</summary>
    private static SimpleNameSyntax? Member(DocumentFacts facts, Diagnostic diagnostic)
        => facts.At<AttributeArgumentSyntax>(diagnostic)?.Expression switch
        {
            MemberAccessExpressionSyntax { Name: { Identifier.ValueText: "HotStandby" } name } => name,
            IdentifierNameSyntax { Identifier.ValueText: "HotStandby" } name => name,
            _ => null,
        };
}
