using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>A grouping attribute to <see cref="Route"/>.</summary>
internal sealed class RouteParser(ProblemCollector problems, KeyParser keys)
{
    /// <returns>Null where the grouping cannot route tuples of that type.</returns>
    public Route? Parse(AttributeData grouping, ITypeSymbol tuple)
    {
        string kind = GroupingParser.Kind(grouping);
        string tupleName = TypeNames.Of(tuple);
        string label = GroupingParser.Label(kind);
        switch (kind)
        {
            case "Fields" or "PartialKey":
                if (keys.Parse(grouping, tuple) is not { } key)
                {
                    return null;
                }

                List<string> names = key.Fields.Select(static f => f.Name.TrimStart('@')).ToList();
                string fields = string.Join(", ", names.Select(TypeNames.Literal));
                return new Route($"{kind}{(key.IsOfView ? "OfView" : "")}<{tupleName}, {key.Type}, {key.Selector}>({fields})", $"{label} {string.Join(", ", names)}", key);
            case "Custom":
                return Custom(grouping, tuple) is { } custom ? new Route($"Custom<{tupleName}, {TypeNames.Of(custom)}>()", $"{label} {custom.Name}", Key: null) : null;
            default:
                return new Route($"{kind}<{tupleName}>()", label, Key: null);
        }
    }

    private ITypeSymbol? Custom(AttributeData grouping, ITypeSymbol tuple)
    {
        ITypeSymbol? custom = grouping.AttributeClass!.TypeArguments.ElementAtOrDefault(1);
        if (custom is null || custom.TypeKind == TypeKind.Error)
        {
            problems.AddConsequence("the class of a custom grouping is unknown");
            return null;
        }

        bool implements = custom.AllInterfaces.Any(i => TypeNames.Is(i, KnownNames.CustomGrouping) && SymbolEqualityComparer.Default.Equals(i.TypeArguments[0], tuple));
        if (!implements)
        {
            problems.Add(
                TG0217.Rule,
                Spot.TypeArgument(grouping, 1),
                $"'{TypeNames.Short(custom)}' does not implement 'ICustomGrouping<{TypeNames.Short(tuple)}>'",
                "implement it, or name a class that does");
            return null;
        }

        return custom;
    }
}
