using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>A type as generated code uses it. Immutable, compares by content; holds nothing of Roslyn.</summary>
/// <param name="FullName">Qualified, with nullable annotations but for its own: <c>global::Samples.WordCount.Word</c>, <c>long</c>.</param>
/// <param name="ShortName">For people: <c>Word</c>, <c>long</c>.</param>
/// <param name="IsValueType">Whether it is a struct or enum.</param>
/// <param name="IsAnnotated">Whether it is a reference type written with <c>?</c>.</param>
/// <param name="IsView">Whether it is a ref struct: as a tuple, a view.</param>
internal sealed record TypeRef(string FullName, string ShortName, bool IsValueType, bool IsAnnotated, bool IsView = false)
{
    /// <summary>With its own annotation: what a field or parameter is declared with.</summary>
    public string Annotated => IsAnnotated ? FullName + "?" : FullName;

    public static TypeRef Of(ITypeSymbol type)
        => new(
            TypeNames.Of(type),
            TypeNames.Short(type),
            type.IsValueType,
            !type.IsValueType && type.NullableAnnotation == NullableAnnotation.Annotated,
            type.IsRefLikeType);
}
