using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>What a component needs to know about a tuple type.</summary>
internal static class TupleFacts
{
    /// <summary>A tuple of this project that is not partial gets no codec, and so no stream of it compiles.</summary>
    public static void CheckPart(ITypeSymbol tuple, ProblemCollector problems)
    {
        if (tuple is INamedTypeSymbol named && named.IsInSource() && TypeShapeParser.Parse(named.OriginalDefinition).NotPartial is not null)
        {
            problems.AddConsequence($"tuple '{TypeNames.Short(tuple)}' is not partial");
        }
    }

    /// <summary>The tuple's public instance properties and fields, in the order of their declaration.</summary>
    public static IReadOnlyList<(string Name, ITypeSymbol Type)> Fields(ITypeSymbol tuple)
    {
        var fields = new List<(string, ITypeSymbol)>();
        if (tuple is not INamedTypeSymbol named)
        {
            return fields;
        }

        foreach (ISymbol member in named.IsValueType ? named.GetMembers() : named.BaseFirst().SelectMany(static t => t.GetMembers()))
        {
            if (member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public })
            {
                if (member is IPropertySymbol { IsIndexer: false, GetMethod: not null } property)
                {
                    fields.Add((property.Name, property.Type));
                }
                else if (member is IFieldSymbol { IsImplicitlyDeclared: false } field)
                {
                    fields.Add((field.Name, field.Type));
                }
            }
        }

        return fields;
    }

    /// <summary>A field as a part of a key; null where its type has no stable hash.</summary>
    /// <param name="tuple">The tuple that has the field.</param>
    /// <param name="name">The field as code names it.</param>
    /// <param name="type">Its type.</param>
    public static KeyFieldModel? Key(ITypeSymbol tuple, string name, ITypeSymbol type)
    {
        if (tuple.IsRefLikeType && ViewTypeParser.Element(type) is { SpecialType: SpecialType.System_Byte })
        {
            return new KeyFieldModel(name, new TypeRef("byte[]", "byte[]", IsValueType: false, IsAnnotated: false), IsEnum: false, IsBytes: true, IsSpan: true, TupleTypeParser.Bytes);
        }

        ITypeSymbol inner = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;
        bool isEnum = inner.TypeKind == TypeKind.Enum;
        bool isBytes = inner is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte }
            || TypeNames.Of(inner) == "global::System.ReadOnlyMemory<byte>";
        return (isEnum || isBytes || IsSimple(inner)) && TupleTypeParser.Parse(type, CodecForm.State, name, out _) is { } encoding
            ? new KeyFieldModel(name, TypeRef.Of(type), isEnum, isBytes, IsSpan: false, encoding)
            : null;
    }

    private static bool IsSimple(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_SByte or SpecialType.System_Byte
            or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32 or SpecialType.System_UInt32
            or SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Decimal or SpecialType.System_String
            or SpecialType.System_DateTime or SpecialType.System_IntPtr or SpecialType.System_UIntPtr => true,
        _ => TypeNames.Of(type) is "global::System.Guid" or "global::System.DateTimeOffset" or "global::System.DateOnly"
            or "global::System.TimeOnly" or "global::System.TimeSpan" or "global::System.Int128" or "global::System.UInt128",
    };
}
