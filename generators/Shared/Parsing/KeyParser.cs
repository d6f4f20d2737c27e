using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TopoGen.Generators;

/// <summary>The fields a grouping names, checked against the tuple; every distinct key gets one selector.</summary>
internal sealed class KeyParser(UniqueNames members, ProblemCollector problems)
{
    private readonly List<KeyModel> _keys = [];

    public IReadOnlyList<KeyModel> Keys => _keys;

    /// <summary>How a grouping would name the first field that can be a key: <c>[FieldsGrouping&lt;Split&gt;(nameof(Word.Letters))]</c>.</summary>
    public static string Suggest(AttributeData grouping, ITypeSymbol tuple)
    {
        string source = grouping.AttributeClass!.TypeArguments.FirstOrDefault()?.Name ?? "Source";
        string? field = TupleFacts.Fields(tuple).FirstOrDefault(f => TupleFacts.Key(tuple, f.Name, f.Type) is not null).Name;
        return $"[FieldsGrouping<{source}>(nameof({(field is null ? "..." : $"{TypeNames.Short(tuple)}.{field}")}))]";
    }

    public KeyModel? Parse(AttributeData grouping, ITypeSymbol tuple)
    {
        if (Names(grouping) is not { } wanted)
        {
            problems.AddConsequence("the fields of a grouping are not known");
            return null;
        }

        string tupleName = TypeNames.Short(tuple);
        IReadOnlyList<(string Name, ITypeSymbol Type)> available = TupleFacts.Fields(tuple);
        var fields = new List<KeyFieldModel>();
        for (int index = 0; index < wanted.Count; index++)
        {
            string name = wanted[index];
            ITypeSymbol? type = available.FirstOrDefault(f => f.Name == name).Type;
            if (type is null)
            {
                if (IsUnknownMember(grouping, index, tuple))
                {
                    problems.AddConsequence($"'{tupleName}' has no field '{name}'");
                    return null;
                }

                List<string> names = available.Select(static f => f.Name).ToList();
                problems.Add(
                    new Problem(TG0203.Rule, $"'{tupleName}' has no field '{name}'", Suggestion.For(name, names, "its fields are"))
                        .With(ProblemKeys.Suggestion, Suggestion.Nearest(name, names))
                        .With(ProblemKeys.Names, string.Join(",", names))
                        .With(ProblemKeys.Type, TypeNames.Of(tuple)),
                    Spot.Argument(grouping, index));
                return null;
            }

            if (type.TypeKind == TypeKind.Error)
            {
                problems.AddConsequence($"the type of '{tupleName}.{name}' is unknown");
                return null;
            }

            if (TupleFacts.Key(tuple, TypeNames.Identifier(name), type) is not { } field)
            {
                problems.Add(
                    TG0204.Rule,
                    Spot.Argument(grouping, index),
                    $"field '{name}' of '{tupleName}' is of type '{TypeNames.Short(type)}', which has no stable hash",
                    tuple.IsRefLikeType
                        ? "group by fields of integer, Guid, date, time or enum types, or by a ReadOnlySpan<byte>"
                        : "group by fields of integer, string, Guid, date, time, enum or byte types");
                return null;
            }

            fields.Add(field);
        }

        return Intern(TypeRef.Of(tuple) with { IsAnnotated = false }, fields.ToEquatableArray());
    }

    /// <summary>The names of the fields that a grouping lists; null where they are not all known.</summary>
    public static List<string>? Names(AttributeData grouping)
    {
        var wanted = new List<string>();
        foreach (TypedConstant argument in grouping.ConstructorArguments)
        {
            foreach (TypedConstant value in argument.Kind == TypedConstantKind.Array && !argument.IsNull ? argument.Values : [argument])
            {
                if (value is not { Kind: TypedConstantKind.Primitive, Value: string name })
                {
                    return null;
                }

                wanted.Add(name);
            }
        }

        return wanted.Count == 0 ? null : wanted;
    }

    /// <summary>The compiler reports <c>nameof(Tuple.Missing)</c> itself.</summary>
    private static bool IsUnknownMember(AttributeData grouping, int index, ITypeSymbol tuple)
        => Spot.Expression(grouping, index) is InvocationExpressionSyntax
        {
            Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" },
            ArgumentList.Arguments: [{ Expression: MemberAccessExpressionSyntax { Expression: var qualifier } }],
        }
        && (qualifier as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText is var last
        && (last ?? (qualifier as SimpleNameSyntax)?.Identifier.ValueText) == tuple.Name;

    private KeyModel Intern(TypeRef tuple, EquatableArray<KeyFieldModel> fields)
    {
        KeyModel? known = _keys.Find(k => k.Tuple == tuple && k.Fields == fields);
        if (known is null)
        {
            string stem = "__By" + string.Concat(fields.Select(static f => f.Name.TrimStart('@')));
            known = new KeyModel(members.Of(stem), tuple, fields);
            _keys.Add(known);
        }

        return known;
    }
}
