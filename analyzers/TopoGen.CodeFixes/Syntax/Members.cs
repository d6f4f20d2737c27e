using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace TopoGen.CodeFixes;

/// <summary>New members of classes.</summary>
internal static class Members
{
    /// <summary>Puts members behind those that are there, each after an empty line.</summary>
    public static TypeDeclarationSyntax Append(TypeDeclarationSyntax type, params string[] members)
    {
        string line = type.ToFullString().Contains("\r\n") ? "\r\n" : "\n";
        SyntaxTrivia end = SyntaxFactory.ElasticEndOfLine(line);
        TypeDeclarationSyntax braced = WithBraces(type, end);
        foreach (string text in members)
        {
            MemberDeclarationSyntax member = SyntaxFactory.ParseMemberDeclaration(text.Replace("\n", line))!;
            SyntaxTriviaList leading = braced.Members.Count > 0
                ? SyntaxFactory.TriviaList(end)
                : SyntaxFactory.TriviaList();
            member = member.WithLeadingTrivia(leading)
                .WithTrailingTrivia(end)
                .WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);
            braced = braced.AddMembers(member);
        }

        return braced;
    }

    private static TypeDeclarationSyntax WithBraces(TypeDeclarationSyntax type, SyntaxTrivia end)
    {
        if (!type.SemicolonToken.IsKind(SyntaxKind.SemicolonToken))
        {
            return type;
        }

        SyntaxTriviaList trailing = type.SemicolonToken.TrailingTrivia;
        return type
            .WithSemicolonToken(default)
            .WithOpenBraceToken(SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(end))
            .WithCloseBraceToken(SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(trailing))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }
}
