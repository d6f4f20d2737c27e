using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TopoGen.Generators;

/// <summary>
/// Whether the compiler refuses a declaration for the very mistake that a rule explains. A build stops there before it asks analyzers, so the generator
/// reports all rules then, and analyzers are silent: both ask here.
/// </summary>
internal static class DeclarationErrors
{
    public static bool HideAnalyzers(INamedTypeSymbol type)
    {
        bool canAddPart = TypeShapeParser.Parse(type).CanAddPart;
        bool isPartial = TypeShapeParser.IsPartial(type);

        // CS0260: parts that do not all say partial.
        if (!isPartial && type.DeclaringSyntaxReferences.Count(static r => !GeneratedFiles.Contains(r.SyntaxTree)) > 1)
        {
            return true;
        }

        foreach (ISymbol member in type.GetMembers())
        {
            // CS0708: instance members in a static class.
            if (type.IsStatic && member is { IsStatic: false, IsImplicitlyDeclared: false, Kind: SymbolKind.Field or SymbolKind.Method or SymbolKind.Property })
            {
                return true;
            }

            // CS8345: a view, or a span, in a field of what is no ref struct. CS4012: one that an asynchronous method takes.
            if (member is IFieldSymbol { Type.IsRefLikeType: true } ? !type.IsRefLikeType || member.IsStatic
                : member is IMethodSymbol { IsAsync: true } task && task.Parameters.Any(static p => p.Type.IsRefLikeType))
            {
                return true;
            }

            if (member is not IMethodSymbol { PartialDefinitionPart: null } method || Declaration(method) is not { } declaration)
            {
                continue;
            }

            bool saysPartial = declaration.Modifiers.Any(SyntaxKind.PartialKeyword);
            bool hasBody = declaration.Body is not null || declaration.ExpressionBody is not null;

            // CS0751: a partial method in a class that is none.
            if (saysPartial && !isPartial)
            {
                return true;
            }

            if (!method.Has(KnownNames.OutputAttribute))
            {
                continue;
            }

            bool isExtern = declaration.Modifiers.Any(SyntaxKind.ExternKeyword);

            // CS8795: an output that nobody implements. CS0501: one that is not partial and has no body. CS0513: an abstract one in a class that is not.
            if (saysPartial
                ? !hasBody && OutputParser.IsUnimplemented(method) && (!canAddPart || type.TypeKind == TypeKind.Interface)
                : method.IsAbstract ? !type.IsAbstract : !hasBody && !isExtern)
            {
                return true;
            }
        }

        // A part of a type within cannot be added either.
        return type.GetTypeMembers().Any(HideAnalyzers);
    }

    private static MethodDeclarationSyntax? Declaration(IMethodSymbol method)
        => method.DeclaringSyntaxReferences is [var reference, ..] && !GeneratedFiles.Contains(reference.SyntaxTree)
            ? reference.GetSyntax() as MethodDeclarationSyntax
            : null;
}
