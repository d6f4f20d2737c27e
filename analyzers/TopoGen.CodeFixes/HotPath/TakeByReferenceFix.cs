using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TopoGen.Analyzers;

namespace TopoGen.CodeFixes;

/// <summary>TG0607: takes the tuple by <c>in</c>. Calls need no change.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TakeByReferenceFix : SingleRemedyProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [LargeTupleAnalyzer.Rule.Id];

    private protected override string Title => "Declare the parameter 'in'";

    private protected override bool CanFix(DocumentFacts facts, Diagnostic diagnostic)
        => facts.At<ParameterSyntax>(diagnostic) is { Modifiers.Count: 0 };

    private protected override void Fix(SyntaxEditor editor, DocumentFacts facts, Diagnostic diagnostic)
        => editor.ReplaceNode(
            facts.At<ParameterSyntax>(diagnostic)!,
            static (node, _) =>
            {
                var parameter = (ParameterSyntax)node;
                SyntaxToken @in = SyntaxFactory.Token(SyntaxKind.InKeyword).WithTrailingTrivia(SyntaxFactory.Space);
                return parameter.WithoutLeadingTrivia().WithModifiers(SyntaxFactory.TokenList(@in)).WithLeadingTrivia(parameter.GetLeadingTrivia());
            });
}
