using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TopoGen.Analyzers;

namespace TopoGen.CodeFixes;

/// <summary>TG0409: hashes by content. The result is not negative, so that it may go into a remainder.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class StableHashFix : SingleRemedyProvider
{
    private const string StableHash = "TopoGen.Runtime.StableHash";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RoutingHashAnalyzer.Rule.Id];

    private protected override string Title => "Hash by content with StableHash.Of";

    private protected override bool CanFix(DocumentFacts facts, Diagnostic diagnostic)
        => Hashed(facts, diagnostic) is { } value
            && facts.Model.GetTypeInfo(value, facts.Cancellation).Type is { } type
            && facts.Model.Compilation.GetTypeByMetadataName(StableHash) is { } hash
            && hash.GetMembers("Of").OfType<IMethodSymbol>().Any(of => of is { DeclaredAccessibility: Accessibility.Public, Parameters: [var only], Arity: 0 }
                && facts.Model.Compilation.ClassifyConversion(type, only.Type) is { IsImplicit: true, IsUserDefined: false });

    private protected override void Fix(SyntaxEditor editor, DocumentFacts facts, Diagnostic diagnostic)
    {
        var call = facts.At<InvocationExpressionSyntax>(diagnostic)!;
        ExpressionSyntax value = Hashed(facts, diagnostic)!.WithoutTrivia();
        ExpressionSyntax hash = SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, SyntaxExtensions.Name(StableHash), SyntaxFactory.IdentifierName("Of")),
            SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(value))));

        // The highest 31 of its 64 bits.
        ExpressionSyntax number = SyntaxFactory.CastExpression(
            SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.IntKeyword)),
            SyntaxFactory.ParenthesizedExpression(SyntaxFactory.BinaryExpression(
                SyntaxKind.RightShiftExpression,
                hash.WithTrailingTrivia(SyntaxFactory.Space),
                SyntaxFactory.Token(SyntaxKind.GreaterThanGreaterThanToken).WithTrailingTrivia(SyntaxFactory.Space),
                SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(33)))));
        editor.ReplaceNode(call, number.WithTriviaFrom(call));
    }

    private static ExpressionSyntax? Hashed(DocumentFacts facts, Diagnostic diagnostic)
        => facts.At<InvocationExpressionSyntax>(diagnostic) is
        {
            ArgumentList.Arguments.Count: 0,
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetHashCode", Expression: var value },
        }
            ? value
            : null;
}
