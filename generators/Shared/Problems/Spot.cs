using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TopoGen.Generators;

/// <summary>Finds the token that shows a mistake. Null where it is not in the source: then the declaration's name has to do.</summary>
internal static class Spot
{
    /// <summary>The identifier of a type in the part that bears the attribute, else in any part that the user wrote.</summary>
    public static Location? Of(INamedTypeSymbol type, AttributeData? mark)
        => mark?.ApplicationSyntaxReference?.GetSyntax().FirstAncestorOrSelf<BaseTypeDeclarationSyntax>()?.Identifier.GetLocation() ?? Of(type);

    /// <summary>The identifier of a symbol.</summary>
    public static Location? Of(ISymbol symbol)
        => symbol.Locations.FirstOrDefault(static l => l.SourceTree is { } tree && !GeneratedFiles.Contains(tree)) is { } location && location.SourceSpan.Length > 0
            ? location
            : null;

    /// <summary>The whole attribute, without its brackets.</summary>
    public static Location? Of(AttributeData attribute) => Syntax(attribute)?.GetLocation();

    /// <summary>The value of a named argument, else the attribute.</summary>
    public static Location? Argument(AttributeData attribute, string name)
        => Syntax(attribute)?.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == name)?.Expression.GetLocation()
            ?? Of(attribute);

    /// <summary>The value of a positional argument, else the attribute.</summary>
    public static Location? Argument(AttributeData attribute, int index)
        => Expression(attribute, index)?.GetLocation() ?? Of(attribute);

    /// <summary>The value of a positional argument, or null.</summary>
    public static ExpressionSyntax? Expression(AttributeData attribute, int index)
        => Syntax(attribute)?.ArgumentList?.Arguments.Where(static a => a.NameEquals is null).ElementAtOrDefault(index)?.Expression;

    /// <summary>A type argument, else the attribute.</summary>
    public static Location? TypeArgument(AttributeData attribute, int index)
    {
        NameSyntax? name = Syntax(attribute)?.Name;
        GenericNameSyntax? generic = (name as QualifiedNameSyntax)?.Right as GenericNameSyntax
            ?? (name as AliasQualifiedNameSyntax)?.Name as GenericNameSyntax
            ?? name as GenericNameSyntax;
        return generic?.TypeArgumentList.Arguments.ElementAtOrDefault(index)?.GetLocation() ?? Of(attribute);
    }

    /// <summary>The type that a parameter, property or field is declared with.</summary>
    public static Location? TypeOf(ISymbol member)
        => member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
        {
            ParameterSyntax { Type: { } type } => type.GetLocation(),
            PropertyDeclarationSyntax property => property.Type.GetLocation(),
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax variable } => variable.Type.GetLocation(),
            _ => Of(member),
        };

    /// <summary>A modifier of a type, else its identifier.</summary>
    public static Location? Modifier(INamedTypeSymbol type, SyntaxKind modifier)
    {
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is TypeDeclarationSyntax declaration && !GeneratedFiles.Contains(reference.SyntaxTree)
                && declaration.Modifiers.FirstOrDefault(m => m.IsKind(modifier)) is { RawKind: not 0 } token)
            {
                return token.GetLocation();
            }
        }

        return Of(type);
    }

    private static AttributeSyntax? Syntax(AttributeData attribute)
        => attribute.ApplicationSyntaxReference is { } reference && !GeneratedFiles.Contains(reference.SyntaxTree) ? reference.GetSyntax() as AttributeSyntax : null;
}
