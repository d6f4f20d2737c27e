using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>A type marked <c>[State]</c> to <see cref="StateRecordModel"/>.</summary>
internal static class StateTypeParser
{
    /// <summary>Null for a stream tuple, which has the codec as it is.</summary>
    public static StateRecordModel? Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.IsStreamTuple())
        {
            return null;
        }

        var fields = new List<StateFieldModel>();
        Problem? problem = Unfit(type) ?? StateFieldParser.Parse(TupleMembers.Of(type, "it is restored"), fields, cancellation) ?? Computed(type, fields);
        return problem is null ? Model(type, fields, null) : Stub(type, problem);
    }

    /// <summary>A type with a problem; its codec throws.</summary>
    public static StateRecordModel Stub(INamedTypeSymbol type, Problem problem) => Model(type, [], problem);

    /// <summary>Why a type cannot be kept whatever its members, or null.</summary>
    public static Problem? Unfit(INamedTypeSymbol type)
    {
        TypeShape shape = TypeShapeParser.Parse(type);
        if ((Problems.NotPartial(shape) ?? Problems.FileLocal(shape)) is { } problem)
        {
            return problem;
        }

        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsStatic || type.IsRefLikeType)
        {
            return new Problem("state is an object or a value", $"declare '{type.Name}' as a partial class, struct or record");
        }

        if (type.IsComponent())
        {
            return new Problem("a component is no state", "mark its fields [State]");
        }

        if (shape.IsGeneric)
        {
            return new Problem("a type that is kept in checkpoints and the types around it cannot have type parameters", "declare one type for each");
        }

        if (type.IsAbstract)
        {
            return new Problem("an abstract type has no instances to keep", "mark a sealed one");
        }

        if (type is { IsReferenceType: true, BaseType: { SpecialType: not SpecialType.System_Object } parent })
        {
            return new Problem($"a type that is kept in checkpoints cannot derive from '{TypeNames.Short(parent)}'", "declare all its fields in the type itself");
        }

        bool canConstruct = type.IsValueType
            || TupleMembers.PrimaryConstructor(type) is not null
            || type.InstanceConstructors.Any(static constructor => constructor.Parameters.IsEmpty);
        return canConstruct
            ? null
            : new Problem("there is no constructor to restore it with", "give it one without parameters, or make it a record with its fields in the header");
    }

    private static StateRecordModel Model(INamedTypeSymbol type, List<StateFieldModel> fields, Problem? problem)
    {
        TypeShape shape = TypeShapeParser.Parse(type);
        return new StateRecordModel(shape, !type.IsValueType, !type.IsStatic && !type.IsRefLikeType && !shape.IsFileLocal, fields.ToEquatableArray(), problem);
    }

    private static Problem? Computed(INamedTypeSymbol type, List<StateFieldModel> fields)
        => type.GetMembers().FirstOrDefault(member
            => member is IPropertySymbol { IsRequired: true } && !fields.Exists(field => field.Name == member.Name)) is { } computed
            ? new Problem($"'{computed.Name}' is required but stores nothing itself", "make it an automatic property")
            : null;
}
