using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Symbol to <see cref="TupleModel"/>.</summary>
internal static class TupleParser
{
    public static Parsed<TupleModel> Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        TypeShape shape = TypeShapeParser.Parse(type);
        var fields = new List<TupleField>();
        var stateFields = new List<StateFieldModel>();
        var problems = new ProblemCollector();
        problems.Add(Unfit(type));
        if (problems.First is null)
        {
            ReadFields(type, fields, problems, cancellation);
            TupleMutability.Check(type, problems);
        }

        if (problems.First is null && !type.IsRefLikeType)
        {
            StateFieldParser.Parse(TupleMembers.Of(type), stateFields, problems, cancellation);
        }

        Problem? problem = problems.First;
        var model = new TupleModel(
            shape,
            !type.IsValueType,
            type.IsRefLikeType,
            HasText(type),
            !type.IsStatic && !shape.IsFileLocal,
            problem is null ? fields.ToEquatableArray() : EquatableArray<TupleField>.Empty,
            problem is null ? stateFields.ToEquatableArray() : EquatableArray<StateFieldModel>.Empty,
            problem);
        return new Parsed<TupleModel>(model, problems.Findings);
    }

    /// <summary>A tuple with a problem; its codec throws.</summary>
    public static TupleModel Stub(INamedTypeSymbol type, Problem problem)
    {
        TypeShape shape = TypeShapeParser.Parse(type);
        return new TupleModel(shape, !type.IsValueType, type.IsRefLikeType, HasText(type), !type.IsStatic && !shape.IsFileLocal, [], [], problem);
    }

    /// <summary>Why a type cannot be a tuple whatever its members, or null.</summary>
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
        if (type.IsRefLikeType && !type.IsReadOnly)
        {
            return new Problem(TG0503.Rule, "a view is readonly", $"declare '{type.Name}' as a 'readonly ref partial struct'");
        }

        if (!type.IsRecord && !type.IsRefLikeType)
        {
            string view = type.TypeKind == TypeKind.Struct ? ", or, as a view of bytes, as a readonly ref partial struct" : "";
            return new Problem(TG0503.Rule, "a stream tuple is a record", $"declare '{type.Name}' as a partial record struct or partial record{view}");
        }

        if (shape.IsGeneric)
        {
            return new Problem(TG0503.Rule, "a stream tuple and the types around it cannot have type parameters", "declare one tuple for each type");
        }

        if (type.IsAbstract)
        {
            return new Problem(TG0503.Rule, "an abstract record has no instances to send", "mark the records that derive nothing instead");
        }

        if (Problems.FileLocal(shape, TG0503.Rule) is { } fileLocal)
        {
            return fileLocal;
        }

        if (type is { IsReferenceType: true, BaseType: { SpecialType: not SpecialType.System_Object } parent })
        {
            return new Problem(TG0503.Rule, $"a stream tuple cannot derive from '{TypeNames.Short(parent)}'", "declare all its fields in the tuple itself");
        }

        bool canConstruct = type.IsValueType
            || TupleMembers.PrimaryConstructor(type) is not null
            || type.InstanceConstructors.Any(static constructor => constructor.Parameters.IsEmpty);
        return canConstruct
            ? null
            : new Problem(TG0503.Rule, "there is no constructor to rebuild the tuple with", "give the record parameters in its header, or a constructor without parameters");
    }

    private static void ReadFields(INamedTypeSymbol type, List<TupleField> fields, ProblemCollector problems, CancellationToken cancellation)
    {
        foreach (TupleMember member in TupleMembers.Of(type))
        {
            cancellation.ThrowIfCancellationRequested();
            if (member.Name.Length == 0)
            {
                problems.Add(Problem.Consequence("a field has no name", "complete it"), null);
            }
            else if (member.Problem is { } unfit)
            {
                problems.Add(unfit, Spot.Of(member.Symbol));
            }
            else if (FieldType(type, member, out Problem? problem) is { } fieldType)
            {
                fields.Add(new TupleField(member.Name, member.IsParameter, fieldType));
            }
            else
            {
                problems.Add(problem!, Spot.TypeOf(member.Symbol));
            }
        }

        if (problems.First is not null)
        {
            return;
        }

        ISymbol? computed = type.GetMembers().FirstOrDefault(member
            => member is IPropertySymbol { IsRequired: true } && !fields.Exists(field => field.Name == member.Name));
        if (computed is not null)
        {
            problems.Add(TG0501.Rule, Spot.Of(computed), $"'{computed.Name}' is required but stores nothing itself", "make it an automatic property");
        }
        else if (TupleRecursion.Find(type) is var (cycle, first) && cycle is not null)
        {
            problems.Add(TG0505.Rule, Spot.TypeOf(first!), $"every value contains another without an end ({cycle})", "make one of these fields nullable");
        }
    }

    private static TupleFieldType? FieldType(INamedTypeSymbol tuple, TupleMember member, out Problem? problem)
        => tuple.IsRefLikeType
            ? ViewTypeParser.Parse(member.Type, member.Name, out problem)
            : TupleTypeParser.Parse(member.Type, CodecForm.Tuple, member.Name, out problem);

    /// <summary>Whether a user has written its <c>ToString</c>.</summary>
    private static bool HasText(INamedTypeSymbol type)
        => type.GetMembers("ToString").Any(static member => member is IMethodSymbol { Parameters.IsEmpty: true, Arity: 0, IsImplicitlyDeclared: false }
            && member.DeclaringSyntaxReferences.Any(static reference => !GeneratedFiles.Contains(reference.SyntaxTree)));
}
