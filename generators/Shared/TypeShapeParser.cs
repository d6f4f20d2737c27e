using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TopoGen.Generators;

/// <summary>Symbol to <see cref="TypeShape"/>.</summary>
internal static class TypeShapeParser
{
    public static TypeShape Parse(INamedTypeSymbol type)
    {
        var chain = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            chain.Push(current);
        }

        string? notPartial = HasNamedNamespace(type) ? null : "";
        bool isGeneric = false;
        bool isFileLocal = false;
        var declarations = new List<TypeDeclaration>(chain.Count);
        foreach (INamedTypeSymbol declared in chain)
        {
            string parameters = declared.TypeParameters.IsEmpty
                ? ""
                : "<" + string.Join(", ", declared.TypeParameters.Select(static p => TypeNames.Escape(p.Name))) + ">";
            declarations.Add(new TypeDeclaration(Keyword(declared), TypeNames.Escape(declared.Name), parameters));
            notPartial ??= IsPartial(declared) ? null : declared.Name;
            isGeneric |= declared.IsGenericType;
            isFileLocal |= declared.IsFileLocal;
        }

        string ns = TypeNames.Namespace(type);
        string path = string.Join(".", declarations.Select(static d => d.Name + d.TypeParameters.Replace('<', '{').Replace('>', '}')));
        return new TypeShape(
            ns,
            declarations.ToEquatableArray(),
            TypeNames.Of(type),
            (ns.Length > 0 ? ns + "." + path : path).Replace("@", ""),
            notPartial,
            isFileLocal,
            isGeneric);
    }

    /// <summary>Whether every declaration of the type says <c>partial</c> (else the compiler complains anyway).</summary>
    public static bool IsPartial(INamedTypeSymbol type)
    {
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is not TypeDeclarationSyntax declaration || !declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
                || declaration.Identifier.ValueText.Length == 0)
            {
                return false;
            }
        }

        return !type.DeclaringSyntaxReferences.IsEmpty;
    }

    /// <summary>The identifier of the first declaration of a type that does not say <c>partial</c>.</summary>
    public static Location? NotPartialAt(INamedTypeSymbol type)
        => type.DeclaringSyntaxReferences.Select(static r => r.GetSyntax())
            .OfType<TypeDeclarationSyntax>()
            .FirstOrDefault(static d => !d.Modifiers.Any(SyntaxKind.PartialKeyword))?.Identifier.GetLocation();

    private static bool HasNamedNamespace(INamedTypeSymbol type)
    {
        for (INamespaceSymbol? ns = type.ContainingNamespace; ns is { IsGlobalNamespace: false }; ns = ns.ContainingNamespace)
        {
            if (ns.Name.Length == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
        { IsRecord: true } => "record",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        _ => "class",
    };
}
