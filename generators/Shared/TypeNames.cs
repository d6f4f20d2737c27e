using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TopoGen.Generators;

/// <summary>How generated code names symbols.</summary>
internal static class TypeNames
{
    private static readonly SymbolDisplayFormat Annotated = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat NamespaceFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    private static readonly SymbolDisplayFormat ShortFormat = SymbolDisplayFormat.MinimallyQualifiedFormat;

    /// <summary><c>global::System.Collections.Generic.List&lt;string?&gt;</c>: with nullable annotations, also the outermost.</summary>
    public static string Annotate(ITypeSymbol type) => type.ToDisplayString(Annotated);

    /// <summary>As <see cref="Annotate"/>, but without an annotation of the type itself: fit for <c>typeof</c>, <c>new</c> and <c>is</c>.</summary>
    public static string Of(ITypeSymbol type)
        => type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(Annotated);

    /// <summary>For messages and descriptions: <c>List&lt;string&gt;</c>.</summary>
    public static string Short(ITypeSymbol type) => type.ToDisplayString(ShortFormat);

    /// <summary>Empty for the global namespace.</summary>
    public static string Namespace(ISymbol symbol)
        => symbol.ContainingNamespace is { IsGlobalNamespace: false } ns ? ns.ToDisplayString(NamespaceFormat) : "";

    /// <summary>A name as an identifier, with <c>@</c> where it is a keyword.</summary>
    public static string Escape(string name)
        => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    /// <summary>A name of a member or parameter, with <c>@</c> only where it is a reserved word.</summary>
    public static string Identifier(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary><c>TopoGen.Foo</c> for a type of that namespace and name, whatever its type parameters; never for one the compiler could not find.</summary>
    public static bool Is(ITypeSymbol? type, string fullName)
        => type is INamedTypeSymbol { ContainingType: null, TypeKind: not TypeKind.Error } named
            && fullName.EndsWith(named.Name, StringComparison.Ordinal)
            && (named.ContainingNamespace.IsGlobalNamespace ? named.Name : named.ContainingNamespace.ToDisplayString() + "." + named.Name) == fullName;

    /// <summary>A C# string literal.</summary>
    public static string Literal(string value) => SymbolDisplay.FormatLiteral(value, quote: true);
}
