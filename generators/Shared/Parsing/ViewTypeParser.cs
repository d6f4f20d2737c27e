using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>
/// Type of a view's field to <see cref="TupleFieldType"/>. A view is made again where its bytes lie, so its fields are values of fixed size, and spans of
/// what lies in memory as it is encoded.
/// </summary>
internal static class ViewTypeParser
{
    private const string Spans = "use a ReadOnlySpan of numbers, char, enum or TimeSpan";

    /// <param name="type">The type of a field.</param>
    /// <param name="name">The field.</param>
    /// <param name="problem">Why there is no codec, where the result is null.</param>
    public static TupleFieldType? Parse(ITypeSymbol type, string name, out Problem? problem)
    {
        ITypeSymbol? element = Element(type);
        TupleFieldType? found = TupleTypeParser.Parse(element ?? type, CodecForm.Tuple, element is null ? name : name + "[]", out problem);
        if (problem is { IsConsequence: true })
        {
            return null;
        }

        if (found is not null && (element is null ? !found.HasPayload : TupleTypeParser.IsMemory(found)))
        {
            return element is null
                ? found
                : new TupleFieldType(
                    TypeNames.Of(type), $"{TupleTypeParser.Codecs}SpanCodec<{found.Type}>", $"ReadOnlySpan<{found.Schema}>", 4, true, EquatableArray<string>.Empty);
        }

        problem = Refused(type, name) with { Rule = problem?.Rule ?? TG0501.Rule };
        return null;
    }

    /// <summary>What a <c>ReadOnlySpan</c> is of; null for another type.</summary>
    public static ITypeSymbol? Element(ITypeSymbol type)
        => TypeNames.Is(type, Names.ReadOnlySpan) && type is INamedTypeSymbol { TypeArguments: [var element] } ? element : null;

    private static Problem Refused(ITypeSymbol type, string name)
    {
        string shown = $"'{name}' has the type '{TypeNames.Short(type)}'";
        if (type.IsRefLikeType && type.IsStreamTuple())
        {
            return new Problem(TG0501.Rule, $"'{name}' is the view '{TypeNames.Short(type)}', and views do not nest", "declare its fields in this view");
        }

        if (Element(type) is not null)
        {
            return new Problem(TG0501.Rule, $"{shown}, whose elements are not encoded as they lie in memory", Spans);
        }

        string advice = type switch
        {
            { SpecialType: SpecialType.System_String } => "use ReadOnlySpan<byte> for a text, or declare a record",
            INamedTypeSymbol { Name: "Span", TypeArguments: [var element] } when TypeNames.Is(type, "System.Span") => $"use ReadOnlySpan<{TypeNames.Short(element)}>",
            _ when Sequence(type) is { } element && TupleTypeParser.Parse(element, CodecForm.Tuple, name, out _) is { } inner && TupleTypeParser.IsMemory(inner)
                => $"use ReadOnlySpan<{TypeNames.Short(element)}>, or declare a record",
            _ => "use a number, time, enum or ReadOnlySpan of these, or declare a record",
        };
        return new Problem(TG0501.Rule, $"{shown}, which is no part of a view", advice);
    }

    /// <summary>The elements of what a span could stand for, or null.</summary>
    private static ITypeSymbol? Sequence(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { IsSZArray: true } array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [var element], Name: "List" or "ImmutableArray" or "ReadOnlyMemory" or "Memory" } => element,
        _ => null,
    };
}
