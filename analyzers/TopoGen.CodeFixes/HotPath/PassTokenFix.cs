using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TopoGen.Analyzers;

namespace TopoGen.CodeFixes;

/// <summary>TG0606: passes the token on, as the last argument.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PassTokenFix : SingleRemedyProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [CancellationAnalyzer.Rule.Id];

    private protected override string Title => "Pass the cancellation token on";

    private protected override bool CanFix(DocumentFacts facts, Diagnostic diagnostic)
        => facts.At<InvocationExpressionSyntax>(diagnostic) is not null && diagnostic.Properties.ContainsKey(CancellationAnalyzer.Token);

    private protected override void Fix(SyntaxEditor editor, DocumentFacts facts, Diagnostic diagnostic)
    {
        string token = diagnostic.Properties[CancellationAnalyzer.Token]!;
        diagnostic.Properties.TryGetValue(CancellationAnalyzer.Parameter, out string? parameter);
        ArgumentSyntax argument = SyntaxFactory.Argument(SyntaxFactory.IdentifierName(token));
        if (parameter is not null)
        {
            argument = argument.WithNameColon(SyntaxFactory.NameColon(parameter).WithTrailingTrivia(SyntaxFactory.Space));
        }

        editor.ReplaceNode(
            facts.At<InvocationExpressionSyntax>(diagnostic)!,
            (node, _) => With((InvocationExpressionSyntax)node, argument));
    }

    private static InvocationExpressionSyntax With(InvocationExpressionSyntax call, ArgumentSyntax argument)
    {
        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        SyntaxNodeOrTokenList all = arguments.GetWithSeparators();
        if (arguments.Count > 0)
        {
            all = all.Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space));
        }

        return call.WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList<ArgumentSyntax>(all.Add(argument))));
    }
}
