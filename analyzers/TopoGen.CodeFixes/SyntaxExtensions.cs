using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace TopoGen.CodeFixes;

/// <summary>What several fixes do with syntax.</summary>
internal static class SyntaxExtensions
{
    /// <summary>A name that the editor shortens as far as the file's usings allow.</summary>
    public static NameSyntax Name(string qualified) => SyntaxFactory.ParseName("global::" + qualified).WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary>The field with <c>[State]</c> in front of it, on the same line.</summary>
    public static FieldDeclarationSyntax WithState(this FieldDeclarationSyntax field)
    {
        SyntaxTriviaList leading = field.GetLeadingTrivia();

        // Parsed, because the formatter breaks the line behind what is made of elastic tokens.
        AttributeListSyntax state = SyntaxFactory.ParseMemberDeclaration("[global::TopoGen.State] int x;")!.AttributeLists[0];
        AttributeSyntax attribute = state.Attributes[0];
        state = state.ReplaceNode(attribute.Name, attribute.Name.WithAdditionalAnnotations(Simplifier.Annotation));
        FieldDeclarationSyntax bare = field.WithoutLeadingTrivia();
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, state)).WithLeadingTrivia(leading);
    }
}
