using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Symbol to <see cref="TupleModel"/>.</summary>
internal static class TupleParser
{
    public static TupleModel Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        TypeShape shape = TypeShapeParser.Parse(type);
        var fields = new List<TupleField>();
        var stateFields = new List<StateFieldModel>();
        Problem? problem = Unfit(type)
            ?? ReadFields(type, fields, cancellation)
            ?? StateFieldParser.Parse(TupleMembers.Of(type), stateFields, cancellation);
        return new TupleModel(
            shape,
            !type.IsValueType,
            !type.IsStatic && !shape.IsFileLocal,
            problem is null ? fields.ToEquatableArray() : EquatableArray<TupleField>.Empty,
            problem is null ? stateFields.ToEquatableArray() : EquatableArray<StateFieldModel>.Empty,
            problem);
    }

    /// <summary>A tuple with a problem; its codec throws.</summary>
    public static TupleModel Stub(INamedTypeSymbol type, Problem problem)
    {
        TypeShape shape = TypeShapeParser.Parse(type);
        return new TupleModel(shape, !type.IsValueType, !type.IsStatic && !shape.IsFileLocal, [], [], problem);
    }

    /// <summary>Why a type cannot be a tuple whatever its members, or null.</summary>
    public static Problem? Unfit(INamedTypeSymbol type)
    {
        TypeShape shape = TypeShapeParser.Parse(type);
        if (Problems.NotPartial(shape) is { } notPartial)
        {
            return notPartial;
        }

        if (!type.IsRecord)
        {
            return new Problem("a stream tuple is a record", $"declare '{type.Name}' as a partial record struct or partial record");
        }

        if (shape.IsGeneric)
        {
            return new Problem("a stream tuple and the types around it cannot have type parameters", "declare one tuple for each type");
        }

        if (type.IsAbstract)
        {
            return new Problem("an abstract record has no instances to send", "mark the records that derive nothing instead");
        }

        if (Problems.FileLocal(shape) is { } fileLocal)
        {
            return fileLocal;
        }

        if (type is { IsReferenceType: true, BaseType: { SpecialType: not SpecialType.System_Object } parent })
        {
            return new Problem($"a stream tuple cannot derive from '{TypeNames.Short(parent)}'", "declare all its fields in the tuple itself");
        }

        bool canConstruct = type.IsValueType
            || TupleMembers.PrimaryConstructor(type) is not null
            || type.InstanceConstructors.Any(static constructor => constructor.Parameters.IsEmpty);
        return canConstruct
            ? null
            : new Problem("there is no constructor to rebuild the tuple with", "give the record parameters in its header, or a constructor without parameters");
    }

    private static Problem? ReadFields(INamedTypeSymbol type, List<TupleField> fields, CancellationToken cancellation)
    {
        foreach (TupleMember member in TupleMembers.Of(type))
        {
            cancellation.ThrowIfCancellationRequested();
            if (member.Name.Length == 0)
            {
                return new Problem("a field has no name", "complete it", IsConsequence: true);
            }

            if (member.Problem is not null)
            {
                return member.Problem;
            }

            if (TupleTypeParser.Parse(member.Type, CodecForm.Tuple, member.Name, out Problem? problem) is not { } fieldType)
            {
                return problem;
            }

            fields.Add(new TupleField(member.Name, member.IsParameter, fieldType));
        }

        ISymbol? computed = type.GetMembers().FirstOrDefault(member
            => member is IPropertySymbol { IsRequired: true } && !fields.Exists(field => field.Name == member.Name));
        if (computed is not null)
        {
            return new Problem($"'{computed.Name}' is required but stores nothing itself", "make it an automatic property");
        }

        return TupleRecursion.Find(type) is { } cycle
            ? new Problem($"every value contains another without an end ({cycle})", "make one of these fields nullable")
            : null;
    }
}
