using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TopoGen.CodeFixes;

/// <summary>Signatures of methods.</summary>
internal static class Signatures
{
    /// <summary>A declaration as a message writes it, <c>void Emit(in Word tuple)</c>; null where it is none, or a type in it is left open.</summary>
    public static MethodDeclarationSyntax? Parse(string? expected)
        => expected is not null
            && SyntaxFactory.ParseMemberDeclaration(expected + ";") is MethodDeclarationSyntax { ContainsDiagnostics: false } method
            && !method.ParameterList.Parameters.Any(static p => p.Type is IdentifierNameSyntax { Identifier.ValueText: "T" or "TId" })
            ? method
            : null;

    /// <summary>
    /// The expected parameters, called as the user has called those of the same types, and written as the user has written these.
    /// </summary>
    public static ParameterListSyntax Parameters(ParameterListSyntax now, ParameterListSyntax expected)
    {
        var free = now.Parameters.Where(static p => p.Type is not null).ToList();
        IEnumerable<ParameterSyntax> parameters = expected.Parameters.Select(wanted =>
        {
            int same = free.FindIndex(p => LastName(p.Type!) == LastName(wanted.Type!));
            if (same < 0)
            {
                return wanted;
            }

            ParameterSyntax found = free[same];
            free.RemoveAt(same);
            return wanted.WithType(found.Type!.WithoutTrivia().WithTrailingTrivia(SyntaxFactory.Space)).WithIdentifier(found.Identifier.WithoutTrivia());
        });
        return now.WithParameters(SyntaxFactory.SeparatedList(
            parameters,
            Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), Math.Max(0, expected.Parameters.Count - 1))));
    }

    /// <summary>Whether a body gives something back.</summary>
    public static bool Returns(MethodDeclarationSyntax method)
        => method.ExpressionBody is { Expression: not (InvocationExpressionSyntax or AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax) }
            || Own(method).OfType<ReturnStatementSyntax>().Any(static statement => statement.Expression is not null);

    /// <summary>The nodes of a body without those of functions in it.</summary>
    public static IEnumerable<SyntaxNode> Own(MethodDeclarationSyntax method)
        => (((SyntaxNode?)method.Body ?? method.ExpressionBody)?.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
            ?? [];

    private static string LastName(TypeSyntax type)
    {
        string text = type.ToString();
        return text.Substring(text.LastIndexOf('.') + 1);
    }
}
