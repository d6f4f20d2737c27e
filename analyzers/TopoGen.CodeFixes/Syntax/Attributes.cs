using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TopoGen.Generators;

namespace TopoGen.CodeFixes;

/// <summary>Attributes of declarations.</summary>
internal static class Attributes
{
    /// <summary>The attribute of a type, by its full name, on this declaration.</summary>
    public static AttributeSyntax? Find(MemberDeclarationSyntax declaration, string name, SemanticModel model)
        => declaration.AttributeLists.SelectMany(static list => list.Attributes)
            .FirstOrDefault(attribute => TypeNames.Is(model.GetTypeInfo(attribute).Type, name));

    /// <summary>Removes a named argument, with the parentheses where nothing else is in them.</summary>
    public static AttributeSyntax WithoutArgument(AttributeSyntax attribute, string name)
    {
        AttributeArgumentListSyntax list = attribute.ArgumentList!;
        return list.Arguments.Count == 1
            ? attribute.WithArgumentList(null)
            : attribute.WithArgumentList(list.WithArguments(list.Arguments.RemoveAt(list.Arguments.IndexOf(a => a.NameEquals?.Name.Identifier.ValueText == name))));
    }

    /// <summary>Removes an attribute, with its brackets where nothing else is in them. Nothing happens where it is not there.</summary>
    public static MemberDeclarationSyntax Without(MemberDeclarationSyntax declaration, string attribute)
    {
        AttributeListSyntax? list = declaration.AttributeLists.FirstOrDefault(l => l.Attributes.Any(a => a.ToString() == attribute));
        if (list is null)
        {
            return declaration;
        }

        if (list.Attributes.Count > 1)
        {
            int index = list.Attributes.IndexOf(a => a.ToString() == attribute);
            return declaration.WithAttributeLists(declaration.AttributeLists.Replace(list, list.WithAttributes(list.Attributes.RemoveAt(index))));
        }

        MemberDeclarationSyntax without = declaration.WithAttributeLists(declaration.AttributeLists.Remove(list));
        return declaration.AttributeLists[0] == list ? without.WithLeadingTrivia(list.GetLeadingTrivia()) : without;
    }
}
