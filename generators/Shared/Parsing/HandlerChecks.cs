using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Groupings that can be generated, and are hardly meant.</summary>
internal static class HandlerChecks
{
    /// <summary>A global grouping uses one task.</summary>
    public static void Parallelism(INamedTypeSymbol component, List<EdgeModel> edges, bool readsErrors, ProblemCollector problems)
    {
        AttributeData attribute = component.ComponentAttribute()!;
        int parallelism = attribute.Argument("Parallelism", 1);
        if (parallelism > 1 && edges.Count > 0 && !readsErrors && edges.TrueForAll(static e => e.Grouping == "global"))
        {
            problems.Add(
                TG0208.Rule,
                Spot.Argument(attribute, "Parallelism"),
                $"a global grouping sends every tuple to one task, and Parallelism is {parallelism}",
                "remove Parallelism, or use another grouping");
        }
    }

    /// <summary>Handlers that join streams have one key.</summary>
    public static void Key(
        IMethodSymbol method, AttributeData grouping, KeyModel key, List<(IMethodSymbol Method, KeyModel Key)> keyed, ProblemCollector problems)
    {
        int other = keyed.FindIndex(k => !SymbolEqualityComparer.Default.Equals(k.Method, method) && k.Key.Identity != key.Identity);
        if (other >= 0 && !keyed.Exists(k => SymbolEqualityComparer.Default.Equals(k.Method, method)))
        {
            (IMethodSymbol first, KeyModel known) = keyed[other];
            problems.Add(
                TG0212.Rule,
                Spot.Of(grouping),
                $"'{method.Name}' is grouped by '{key.Type.Replace("global::", "")}' and '{first.Name}' by '{known.Type.Replace("global::", "")}', so their tuples do not meet",
                "group both by the same key, or make two bolts of it");
        }

        keyed.Add((method, key));
    }
}
