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

/// <summary>TG0302: acks at the end of each way on which nothing has been done with the anchor.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AckFix : SingleRemedyProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ForgottenAnchorAnalyzer.Rule.Id];

    private protected override string Title => "Ack where the handler ends";

    private protected override bool CanFix(DocumentFacts facts, Diagnostic diagnostic)
        => Handler(facts, diagnostic) is var (method, anchor)
            && (method.ExpressionBody is not null || Ends(method, anchor, facts.Model).Any());

    private protected override void Fix(SyntaxEditor editor, DocumentFacts facts, Diagnostic diagnostic)
    {
        (MethodDeclarationSyntax method, string anchor) = Handler(facts, diagnostic)!.Value;
        if (method.ExpressionBody is not null)
        {
            editor.ReplaceNode(method, (node, _) => WithBlock((MethodDeclarationSyntax)node, anchor));
            return;
        }

        List<SyntaxNode> ends = Ends(method, anchor, facts.Model).ToList();
        MethodDeclarationSyntax changed = method.TrackNodes(ends);
        foreach (SyntaxNode end in ends)
        {
            changed = With(changed, changed.GetCurrentNode(end)!, anchor);
        }

        editor.ReplaceNode(method, changed);
    }

    private static MethodDeclarationSyntax With(MethodDeclarationSyntax method, SyntaxNode end, string anchor)
        => end switch
        {
            BlockSyntax block => method.ReplaceNode(block, block.AddStatements(Ack(anchor)).WithAdditionalAnnotations(Formatter.Annotation)),
            { Parent: BlockSyntax or SwitchSectionSyntax } => method.InsertNodesBefore(end, [SyntaxFactory.ParseStatement($"{anchor}.Ack();").WithTriviaFrom(end)]),
            _ => method.ReplaceNode(end, SyntaxFactory.Block(Ack(anchor).WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed), ((StatementSyntax)end).WithoutTrivia())
                .WithTriviaFrom(end).WithAdditionalAnnotations(Formatter.Annotation)),
        };

    private static (MethodDeclarationSyntax Method, string Anchor)? Handler(DocumentFacts facts, Diagnostic diagnostic)
        => facts.At<ParameterSyntax>(diagnostic) is { Parent.Parent: MethodDeclarationSyntax method } parameter ? (method, parameter.Identifier.Text) : null;

    private static StatementSyntax Ack(string anchor)
        => SyntaxFactory.ParseStatement($"{anchor}.Ack();").WithAdditionalAnnotations(Formatter.Annotation);

    private static MethodDeclarationSyntax WithBlock(MethodDeclarationSyntax method, string anchor)
    {
        StatementSyntax statement = SyntaxFactory.ExpressionStatement(method.ExpressionBody!.Expression.WithoutTrivia());
        MethodDeclarationSyntax bare = method.WithExpressionBody(null).WithSemicolonToken(default);
        SyntaxToken last = bare.ParameterList.GetLastToken();
        return bare.ReplaceToken(last, last.WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed))
            .WithBody(SyntaxFactory.Block(statement, Ack(anchor)))
            .WithTrailingTrivia(method.GetTrailingTrivia())
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    /// <summary>The returns before which, and the body at whose end, the anchor has not been mentioned but in statements that leave the method.</summary>
    private static IEnumerable<SyntaxNode> Ends(MethodDeclarationSyntax method, string anchor, SemanticModel model)
    {
        if (method.Body is not { } body)
        {
            yield break;
        }

        foreach (ReturnStatementSyntax leave in body.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>())
        {
            if (!IsMentionedBefore(leave, body, anchor, model))
            {
                yield return leave;
            }
        }

        if (body.Statements.Count == 0
            || (model.AnalyzeControlFlow(body.Statements[0], body.Statements[body.Statements.Count - 1]) is { Succeeded: true, EndPointIsReachable: true }
                && !body.Statements.Any(statement => IsSettledBy(statement, anchor, model))))
        {
            yield return body;
        }
    }

    private static bool IsMentionedBefore(SyntaxNode leave, BlockSyntax body, string anchor, SemanticModel model)
    {
        for (SyntaxNode current = leave; current != body; current = current.Parent!)
        {
            IEnumerable<StatementSyntax> before = current.Parent switch
            {
                BlockSyntax block => block.Statements,
                SwitchSectionSyntax section => section.Statements,
                _ => [],
            };
            if (before.TakeWhile(statement => statement != current).Any(statement => IsSettledBy(statement, anchor, model)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether what stands behind the statement may find the anchor settled or handed on. That it was named in an emit does not count.</summary>
    private static bool IsSettledBy(StatementSyntax statement, string anchor, SemanticModel model)
        => statement.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.Text == anchor && !IsInEmit(name, model))
            && (model.AnalyzeControlFlow(statement) is not { Succeeded: true } flow || flow.EndPointIsReachable);

    private static bool IsInEmit(IdentifierNameSyntax name, SemanticModel model)
        => name.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }
            && model.GetSymbolInfo(call).Symbol is IMethodSymbol method
            && method.GetAttributes().Any(static a => a.AttributeClass?.Name == "OutputAttribute");
}
