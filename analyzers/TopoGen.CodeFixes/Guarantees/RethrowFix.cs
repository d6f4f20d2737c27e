using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using TopoGen.Analyzers;

namespace TopoGen.CodeFixes;

/// <summary>TG0305: lets the failure out again, once it has been told of.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RethrowFix : SingleRemedyProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [SwallowedExceptionAnalyzer.Rule.Id];

    private protected override string Title => "Rethrow the exception";

    private protected override bool CanFix(DocumentFacts facts, Diagnostic diagnostic)
        => facts.At<CatchClauseSyntax>(diagnostic) is { } clause && !clause.Block.DescendantNodes().Any(static node => node is ReturnStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax);

    private protected override void Fix(SyntaxEditor editor, DocumentFacts facts, Diagnostic diagnostic)
        => editor.ReplaceNode(
            facts.At<CatchClauseSyntax>(diagnostic)!.Block,
            static (block, _) => ((BlockSyntax)block).AddStatements(SyntaxFactory.ThrowStatement()).WithAdditionalAnnotations(Formatter.Annotation));
}
