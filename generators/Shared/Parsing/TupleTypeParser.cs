using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Type to <see cref="TupleFieldType"/>: which codec of the runtime serves it.</summary>
internal static class TupleTypeParser
{
    /// <summary>The alias that every file with a codec declares.</summary>
    public const string Codecs = "Codecs::";

    private const string BlittableCodec = Codecs + "Blittable<";

    /// <summary>An array of bytes.</summary>
    public static readonly TupleFieldType Bytes = new("byte[]", $"{Codecs}ArrayCodec<byte, {BlittableCodec}byte>>", "byte[]", 4, true, EquatableArray<string>.Empty);

    /// <param name="type">The type of a field, or an element of it.</param>
    /// <param name="form">What it is encoded for.</param>
    /// <param name="path">The field, and how the type is reached from it: <c>Orders[].Key</c>.</param>
    /// <param name="problem">Why there is no codec, where the result is null.</param>
    public static TupleFieldType? Parse(ITypeSymbol type, CodecForm form, string path, out Problem? problem)
    {
        problem = null;
        if (Scalar(type) is { } scalar)
        {
            return scalar;
        }

        if (type.IsRefLikeType && type.IsStreamTuple())
        {
            problem = new Problem(
                form == CodecForm.State ? TG0402.Rule : TG0501.Rule,
                $"'{path}' is the view '{TypeNames.Short(type)}', whose bytes are gone when the call is over",
                form == CodecForm.State ? "keep a copy of its fields, byte[] for a span of bytes" : "copy its fields, into byte[] for a span of bytes");
            return null;
        }

        switch (type)
        {
            case IArrayTypeSymbol { IsSZArray: true } array:
                return Sequence("ArrayCodec", form, type, array.ElementType, "{0}[]", path, out problem);
            case INamedTypeSymbol { EnumUnderlyingType: { } underlying }:
                TupleFieldType number = Scalar(underlying)!;
                return Blittable(TypeNames.Of(type), $"{(form == CodecForm.Tuple ? "enum " : "")}{StableName(type)}:{number.Schema}", number.FixedSize);
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                return Nullable(nullable, form, path, out problem);
            case INamedTypeSymbol named when form == CodecForm.Tuple ? named.IsStreamTuple() : IsStateRecord(named):
                return Record(named, form, path, out problem);
            case INamedTypeSymbol { Arity: 1, ContainingType: null } named:
                switch (named.Name)
                {
                    case "ReadOnlyMemory" when TypeNames.Is(named, "System.ReadOnlyMemory") && named.TypeArguments[0].SpecialType == SpecialType.System_Byte:
                        return new TupleFieldType(TypeNames.Of(type), Codecs + "MemoryCodec", "ReadOnlyMemory<byte>", 4, true, EquatableArray<string>.Empty);
                    case "ImmutableArray" when TypeNames.Is(named, "System.Collections.Immutable.ImmutableArray"):
                        return Sequence("ImmutableArrayCodec", form, type, named.TypeArguments[0], "ImmutableArray<{0}>", path, out problem);
                    case "List" when TypeNames.Is(named, "System.Collections.Generic.List"):
                        return Sequence("ListCodec", form, type, named.TypeArguments[0], "List<{0}>", path, out problem);
                }

                break;
            case INamedTypeSymbol { Arity: 2 } named when TypeNames.Is(named, "System.Collections.Generic.Dictionary"):
                return Dictionary(named, form, path, out problem);
            case IErrorTypeSymbol:
                problem = Problem.Consequence($"the type of '{path}' does not exist", "correct it");
                return null;
        }

        problem = new Problem(
            form == CodecForm.State ? TG0402.Rule : IsOpen(type) ? TG0504.Rule : TG0501.Rule,
            $"'{path}' has the type '{TypeNames.Short(type)}', which has no encoding",
            (form, type.IsRefLikeType) switch
            {
                (CodecForm.Tuple, true) => "use an array, or declare a view, a readonly ref partial struct",
                (_, true) => "use an array",
                (CodecForm.Tuple, _) => "use a number, string, time, enum, another stream tuple, or an array, ImmutableArray, List or Dictionary of these",
                _ => "use a number, string, time, enum, stream tuple, a partial type marked [State], or an array, ImmutableArray, List or Dictionary of these",
            });
        return null;
    }

    /// <summary>Whether the encoding of a type is its memory, so that a span of it lies in the bytes as it is.</summary>
    public static bool IsMemory(TupleFieldType type) => type.Codec.StartsWith(BlittableCodec, StringComparison.Ordinal);

    /// <summary>Whether values can be of any type at run time.</summary>
    private static bool IsOpen(ITypeSymbol type)
        => type.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType or SpecialType.System_Enum
            || type.TypeKind is TypeKind.Interface or TypeKind.Dynamic or TypeKind.TypeParameter
            || type is { TypeKind: TypeKind.Class, IsAbstract: true, IsStatic: false };

    /// <summary>Whether checkpoints keep a type with its fields.</summary>
    private static bool IsStateRecord(ITypeSymbol type) => type.IsStreamTuple() || type.OriginalDefinition.Has(KnownNames.StateAttribute);

    /// <summary>Namespace, containing types and name: the same from source and from metadata.</summary>
    public static string StableName(ITypeSymbol type)
        => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)).Replace("@", "");

    private static TupleFieldType? Scalar(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => Fixed("bool", "BooleanCodec", 1),
        SpecialType.System_Char => Blittable("char", "char", 2),
        SpecialType.System_SByte => Blittable("sbyte", "sbyte", 1),
        SpecialType.System_Byte => Blittable("byte", "byte", 1),
        SpecialType.System_Int16 => Blittable("short", "short", 2),
        SpecialType.System_UInt16 => Blittable("ushort", "ushort", 2),
        SpecialType.System_Int32 => Blittable("int", "int", 4),
        SpecialType.System_UInt32 => Blittable("uint", "uint", 4),
        SpecialType.System_Int64 => Blittable("long", "long", 8),
        SpecialType.System_UInt64 => Blittable("ulong", "ulong", 8),
        SpecialType.System_Single => Blittable("float", "float", 4),
        SpecialType.System_Double => Blittable("double", "double", 8),
        SpecialType.System_IntPtr => Fixed("nint", "NativeIntCodec", 8),
        SpecialType.System_UIntPtr => Fixed("nuint", "NativeUIntCodec", 8),
        SpecialType.System_Decimal => Fixed("decimal", "DecimalCodec", 16),
        SpecialType.System_DateTime => Fixed("global::System.DateTime", "DateTimeCodec", 8),
        SpecialType.System_String => new TupleFieldType("string", Codecs + "StringCodec", "string", 4, true, EquatableArray<string>.Empty),
        _ when type is INamedTypeSymbol { Arity: 0, ContainingType: null, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => type.Name switch
        {
            "Half" => Blittable("global::System.Half", "Half", 2),
            "Int128" => Blittable("global::System.Int128", "Int128", 16),
            "UInt128" => Blittable("global::System.UInt128", "UInt128", 16),
            "TimeSpan" => Blittable("global::System.TimeSpan", "TimeSpan", 8),
            "Guid" => Fixed("global::System.Guid", "GuidCodec", 16),
            "DateTimeOffset" => Fixed("global::System.DateTimeOffset", "DateTimeOffsetCodec", 10),
            "DateOnly" => Fixed("global::System.DateOnly", "DateOnlyCodec", 4),
            "TimeOnly" => Fixed("global::System.TimeOnly", "TimeOnlyCodec", 8),
            _ => null,
        },
        _ => null,
    };

    private static TupleFieldType Blittable(string type, string schema, int size)
        => new(type, $"{BlittableCodec}{type}>", schema, size, false, EquatableArray<string>.Empty);

    private static TupleFieldType Fixed(string type, string codec, int size)
        => new(type, Codecs + codec, type.Substring(type.LastIndexOf('.') + 1), size, false, EquatableArray<string>.Empty);

    private static TupleFieldType? Nullable(INamedTypeSymbol type, CodecForm form, string path, out Problem? problem)
        => Parse(type.TypeArguments[0], form, path, out problem) is { } inner
            ? new TupleFieldType(
                TypeNames.Of(type), $"{Codecs}NullableCodec<{inner.Type}, {inner.Codec}>", inner.Schema + "?", 1 + inner.FixedSize, inner.HasPayload, inner.Tuples)
            : null;

    private static TupleFieldType? Sequence(
        string codec, CodecForm form, ITypeSymbol type, ITypeSymbol element, string schema, string path, out Problem? problem)
        => Parse(element, form, path + "[]", out problem) is { } inner
            ? new TupleFieldType(
                TypeNames.Of(type), $"{Codecs}{codec}<{inner.Type}, {inner.Codec}>", schema.Replace("{0}", inner.Schema), 4, true, inner.Tuples)
            : null;

    private static TupleFieldType? Dictionary(INamedTypeSymbol type, CodecForm form, string path, out Problem? problem)
        => Parse(type.TypeArguments[0], form, path + ".Key", out problem) is { } key
            && Parse(type.TypeArguments[1], form, path + ".Value", out problem) is { } value
            ? new TupleFieldType(
                TypeNames.Of(type),
                $"{Codecs}DictionaryCodec<{key.Type}, {value.Type}, {key.Codec}, {value.Codec}>",
                $"Dictionary<{key.Schema}, {value.Schema}>",
                4,
                true,
                key.Tuples.Concat(value.Tuples).ToEquatableArray())
            : null;

    private static TupleFieldType? Record(INamedTypeSymbol type, CodecForm form, string path, out Problem? problem)
    {
        problem = null;
        bool fromSource = type.IsInSource();
        string contract = form == CodecForm.Tuple ? "IStreamTuple" : "IStateRecord";
        bool isWrong = !fromSource ? !type.AllInterfaces.Any(i => i.Name == contract)
            : type.IsStreamTuple() ? TupleParser.Unfit(type) is not null
            : StateTypeParser.Unfit(type) is not null;
        if (isWrong)
        {
            problem = new Problem(
                fromSource ? null : form == CodecForm.State ? TG0402.Rule : TG0501.Rule,
                $"'{path}' has the type '{TypeNames.Short(type)}', which has no codec",
                "correct that type, or build it with the generator");
            return null;
        }

        string name = TypeNames.Of(type);
        string codec = (form == CodecForm.Tuple ? "Tuple" : "State") + (type.IsValueType ? "StructCodec" : "ClassCodec");
        string schema = form == CodecForm.Tuple ? "tuple " + StableName(type) : StableName(type);
        return new TupleFieldType(name, $"{Codecs}{codec}<{name}>", schema, 1, true, new[] { name }.ToEquatableArray(), type.IsValueType);
    }
}
