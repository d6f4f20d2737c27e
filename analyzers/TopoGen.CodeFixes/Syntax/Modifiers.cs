using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TopoGen.CodeFixes;

/// <summary>Modifiers of declarations; comments before them stay where they are.</summary>
internal static class Modifiers
{
    /// <summary>Puts a modifier last, as <c>partial</c> must be, or before <c>partial</c>. Nothing happens where it is there.</summary>
    public static MemberDeclarationSyntax With(MemberDeclarationSyntax declaration, SyntaxKind modifier)
    {
        SyntaxTokenList modifiers = declaration.Modifiers;
        if (modifiers.Any(modifier))
        {
            return declaration;
        }

        SyntaxToken token = SyntaxFactory.Token(modifier).WithTrailingTrivia(SyntaxFactory.Space);
        int partial = modifiers.IndexOf(SyntaxKind.PartialKeyword);
        if (partial > 0 || (modifiers.Count > 0 && partial < 0))
        {
            return declaration.WithModifiers(modifiers.Insert(partial < 0 ? modifiers.Count : partial, token));
        }

        // It becomes the first token behind the attributes.
        SyntaxToken first = partial == 0 ? modifiers[0] : declaration.AttributeLists.LastOrDefault()?.GetLastToken().GetNextToken() ?? declaration.GetFirstToken();
        MemberDeclarationSyntax bare = declaration.ReplaceToken(first, first.WithLeadingTrivia());
        return bare.WithModifiers(bare.Modifiers.Insert(0, token.WithLeadingTrivia(first.LeadingTrivia)));
    }

    /// <summary>Removes modifiers.</summary>
    public static MemberDeclarationSyntax Without(MemberDeclarationSyntax declaration, params SyntaxKind[] kinds)
    {
        foreach (SyntaxKind kind in kinds)
        {
            int index = declaration.Modifiers.IndexOf(kind);
            if (index < 0)
            {
                continue;
            }

            SyntaxToken removed = declaration.Modifiers[index];
            SyntaxToken next = removed.GetNextToken();
            var mark = new SyntaxAnnotation();
            MemberDeclarationSyntax marked = declaration.ReplaceToken(next, next.WithLeadingTrivia(removed.LeadingTrivia).WithAdditionalAnnotations(mark));
            declaration = marked.WithModifiers(marked.Modifiers.RemoveAt(index));
        }

        return declaration;
    }

    /// <summary>Replaces a modifier by another, or removes it where that one is there.</summary>
    public static MemberDeclarationSyntax Exchange(MemberDeclarationSyntax declaration, SyntaxKind old, SyntaxKind replacement)
    {
        int index = declaration.Modifiers.IndexOf(old);
        return index < 0 ? declaration
            : declaration.Modifiers.Any(replacement) ? Without(declaration, old)
            : declaration.WithModifiers(declaration.Modifiers.Replace(
                declaration.Modifiers[index], SyntaxFactory.Token(replacement).WithTriviaFrom(declaration.Modifiers[index])));
    }
}
