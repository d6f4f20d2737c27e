using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>A type marked <c>[State]</c> to <see cref="StateRecordModel"/>.</summary>
internal static class StateTypeParser
{
    /// <summary>Null for a stream tuple, which has the codec as it is.</summary>
    public static Parsed<StateRecordModel>? Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.IsStreamTuple())
        {
            return null;
        }

        var fields = new List<StateFieldModel>();
        var problems = new ProblemCollector();
        problems.Add(Unfit(type));
        if (problems.First is null)
        {
            StateFieldParser.Parse(TupleMembers.Of(type, "it is restored"), fields, problems, cancellation);
        }

        if (problems.First is null && Computed(type, fields) is { } computed)
        {
            problems.Add(TG0403.Rule, Spot.Of(computed), $"'{computed.Name}' is required but stores nothing itself", "make it an automatic property");
        }

        return new Parsed<StateRecordModel>(problems.First is { } problem ? Stub(type, problem) : Model(type, fields, null), problems.Findings);
    }

    /// <summary>A type with a problem; its codec throws.</summary>
    public static StateRecordModel Stub(INamedTypeSymbol type, Problem problem) => Model(type, [], problem);

    /// <summary>Why a type cannot be kept whatever its members, or null.</summary>
    public static Finding? Unfit(INamedTypeSymbol type)
    {
        TypeShape shape = TypeShapeParser.Parse(type);
        if (Problems.NotPartial(type, shape) is { } notPartial)
        {
            return notPartial;
        }

        return Refused(type, shape) is { } problem ? new Finding(problem, null) : null;
    }

    private static Problem? Refused(INamedTypeSymbol type, TypeShape shape)
    {
        if (Problems.FileLocal(shape, TG0403.Rule) is { } problem)
        {
            return problem;
        }

        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsStatic || type.IsRefLikeType)
        {
            return new Problem(TG0403.Rule, "state is an object or a value", $"declare '{type.Name}' as a partial class, struct or record");
        }

        if (type.IsComponent())
        {
            return new Problem(TG0403.Rule, "a component is no state", "mark its fields [State]");
        }

        if (shape.IsGeneric)
        {
            return new Problem(TG0403.Rule, "a type that is kept in checkpoints and the types around it cannot have type parameters", "declare one type for each");
        }

        if (type.IsAbstract)
        {
            return new Problem(TG0403.Rule, "an abstract type has no instances to keep", "mark a sealed one");
        }

        if (type is { IsReferenceType: true, BaseType: { SpecialType: not SpecialType.System_Object } parent })
        {
            return new Problem(TG0403.Rule, $"a type that is kept in checkpoints cannot derive from '{TypeNames.Short(parent)}'", "declare all its fields in the type itself");
        }

        bool canConstruct = type.IsValueType
            || TupleMembers.PrimaryConstructor(type) is not null
            || type.InstanceConstructors.Any(static constructor => constructor.Parameters.IsEmpty);
        return canConstruct
            ? null
            : new Problem(TG0403.Rule, "there is no constructor to restore it with", "give it one without parameters, or make it a record with its fields in the header");
    }

    private static StateRecordModel Model(INamedTypeSymbol type, List<StateFieldModel> fields, Problem? problem)
    {
        TypeShape shape = TypeShapeParser.Parse(type);
        return new StateRecordModel(shape, !type.IsValueType, !type.IsStatic && !type.IsRefLikeType && !shape.IsFileLocal, fields.ToEquatableArray(), problem);
    }

    private static ISymbol? Computed(INamedTypeSymbol type, List<StateFieldModel> fields)
        => type.GetMembers().FirstOrDefault(member
            => member is IPropertySymbol { IsRequired: true } && !fields.Exists(field => field.Name == member.Name));
}
