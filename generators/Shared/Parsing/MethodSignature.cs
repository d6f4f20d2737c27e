using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TopoGen.Generators;

/// <summary>Writes the declaration that implements a partial or abstract method, exactly as that one was declared.</summary>
internal static class MethodSignature
{
    public static string Implementing(IMethodSymbol method)
        => Modifiers(method) + " " + Rest(method, withConstraints: true);

    public static string Overriding(IMethodSymbol method)
    {
        string accessibility = method.DeclaredAccessibility switch
        {
            Accessibility.Public => "public",
            Accessibility.Internal => "internal",
            Accessibility.ProtectedAndInternal => "private protected",
            Accessibility.ProtectedOrInternal when method.IsInSource() => "protected internal",
            _ => "protected",
        };
        return $"{accessibility} override {Rest(method, withConstraints: false)}";
    }

    /// <summary>The default values are left out on purpose: they belong to the user's declaration only (CS1066).</summary>
    public static string Parameter(IParameterSymbol parameter)
    {
        var text = new StringBuilder();
        if (parameter.IsParams)
        {
            text.Append("params ");
        }
        else if (parameter.ScopedKind != ScopedKind.None && parameter.RefKind != RefKind.Out)
        {
            text.Append("scoped ");
        }

        text.Append(parameter.RefKind switch
        {
            RefKind.In => "in ",
            RefKind.RefReadOnlyParameter => "ref readonly ",
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            _ => "",
        });
        return text.Append(TypeNames.Annotate(parameter.Type)).Append(' ').Append(TypeNames.Identifier(parameter.Name)).ToString();
    }

    private static string Modifiers(IMethodSymbol method)
        => method.DeclaringSyntaxReferences is [var reference, ..] && reference.GetSyntax() is MethodDeclarationSyntax declaration
            ? string.Join(" ", declaration.Modifiers.Select(static modifier => modifier.Text).Where(static text => text.Length > 0))
            : "partial";

    private static string Rest(IMethodSymbol method, bool withConstraints)
    {
        var text = new StringBuilder();
        text.Append(method.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.RefReadOnly => "ref readonly ",
            _ => "",
        });
        text.Append(method.ReturnsVoid ? "void" : TypeNames.Annotate(method.ReturnType)).Append(' ').Append(TypeNames.Identifier(method.Name));
        if (!method.TypeParameters.IsEmpty)
        {
            text.Append('<').Append(string.Join(", ", method.TypeParameters.Select(static p => TypeNames.Identifier(p.Name)))).Append('>');
        }

        text.Append('(').Append(string.Join(", ", method.Parameters.Select(Parameter))).Append(')');
        if (withConstraints)
        {
            foreach (ITypeParameterSymbol parameter in method.TypeParameters)
            {
                text.Append(Constraints(parameter));
            }
        }

        return text.ToString();
    }

    private static string Constraints(ITypeParameterSymbol parameter)
    {
        var constraints = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
        {
            constraints.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            constraints.Add("struct");
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            constraints.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        }
        else if (parameter.HasNotNullConstraint)
        {
            constraints.Add("notnull");
        }

        constraints.AddRange(parameter.ConstraintTypes.Select(TypeNames.Annotate));
        if (parameter.HasConstructorConstraint)
        {
            constraints.Add("new()");
        }

        if (parameter.AllowsRefLikeType)
        {
            constraints.Add("allows ref struct");
        }

        return constraints.Count == 0 ? "" : $" where {TypeNames.Identifier(parameter.Name)} : {string.Join(", ", constraints)}";
    }
}
