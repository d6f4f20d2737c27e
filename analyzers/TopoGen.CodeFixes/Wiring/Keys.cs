using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using TopoGen.Generators;

namespace TopoGen.CodeFixes.Wiring;

/// <summary>Fields of keys as attributes name them.</summary>
internal static class Keys
{
    /// <summary><c>nameof(Word.Letters)</c>.</summary>
    /// <param name="tuple">Qualified; it is written as short as its place allows.</param>
    /// <param name="field">The field.</param>
    public static ExpressionSyntax NameOf(string tuple, string field)
    {
        var call = (InvocationExpressionSyntax)SyntaxFactory.ParseExpression($"nameof({tuple}.{TypeNames.Identifier(field)})");
        var member = (MemberAccessExpressionSyntax)call.ArgumentList.Arguments[0].Expression;
        return call.ReplaceNode(member.Expression, member.Expression.WithAdditionalAnnotations(Simplifier.Annotation));
    }
}
