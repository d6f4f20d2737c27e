using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>The method that a spout is asked by.</summary>
internal static class SpoutParser
{
    /// <returns>The role, and the call as it is written in the task's <c>Next</c> or <c>NextAsync</c>.</returns>
    public static (ComponentRole Role, string Next) Parse(INamedTypeSymbol spout, ProblemCollector problems)
    {
        if (HandlerParser.Marked(spout).FirstOrDefault() is { } handler)
        {
            problems.Add(TG0103.Rule, Spot.Of(handler), $"a spout cannot subscribe to a stream, as '{handler.Name}' does", "mark the class [Bolt], or remove the grouping");
        }
        else if (GroupingParser.Of(spout).FirstOrDefault() is { } grouping)
        {
            problems.Add(TG0103.Rule, Spot.Of(grouping), "a spout cannot subscribe to a stream", "mark the class [Bolt], or remove the grouping");
        }

        IReadOnlyList<IMethodSymbol> methods = spout.AllMethods();
        IMethodSymbol? next = methods.FirstOrDefault(static m => m.Name == "Next" && IsNext(m));
        IMethodSymbol? nextAsync = methods.FirstOrDefault(static m => m.Name == "NextAsync" && Wrapper(m) is not null);
        switch (next, nextAsync)
        {
            case ({ }, { }):
                problems.Add(TG0110.Rule, Spot.Of(nextAsync), "it has both 'Next' and 'NextAsync'", "keep one of them");
                return (ComponentRole.Spout, "");
            case ({ }, null):
                return (ComponentRole.Spout, "Instance.Next()");
            case (null, { }):
                string call = $"Instance.NextAsync({(nextAsync.Parameters.IsEmpty ? "" : "cancellation")})";
                return (ComponentRole.AsyncSpout, string.Format(System.Globalization.CultureInfo.InvariantCulture, Wrapper(nextAsync)!, call));
        }

        IMethodSymbol? wrong = methods.FirstOrDefault(static m => m.Name is "Next" or "NextAsync");
        if (wrong is null)
        {
            problems.Add(TG0102.Rule, null, "a spout needs a method 'Next'", "declare 'SpoutStatus Next()' or 'ValueTask<SpoutStatus> NextAsync(CancellationToken cancellation)'");
        }
        else if (wrong.ReturnType.TypeKind == TypeKind.Error || wrong.Parameters.Any(static p => p.Type.TypeKind == TypeKind.Error))
        {
            problems.AddConsequence($"a type in the signature of '{wrong.Name}' is unknown");
        }
        else
        {
            string expected = wrong.Name == "Next" ? "SpoutStatus Next()" : "ValueTask<SpoutStatus> NextAsync(CancellationToken cancellation)";
            problems.Add(
                new Problem(TG0110.Rule, $"'{wrong.Name}' has a wrong signature", $"declare it as '{expected}'")
                    .With(ProblemKeys.Kind, "hook")
                    .With(ProblemKeys.Expected, expected),
                Spot.Of(wrong));
        }

        return (ComponentRole.Spout, "");
    }

    private static bool IsNext(IMethodSymbol method)
        => method is { IsStatic: false, IsGenericMethod: false, IsAbstract: false, Parameters.IsEmpty: true, RefKind: RefKind.None }
            && TypeNames.Is(method.ReturnType, KnownNames.SpoutStatus);

    /// <summary>What makes the method's result a <c>ValueTask</c>; null where the signature is wrong.</summary>
    private static string? Wrapper(IMethodSymbol method)
    {
        bool callable = method is { IsStatic: false, IsGenericMethod: false, IsAbstract: false }
            && (method.Parameters.IsEmpty || (method.Parameters.Length == 1 && TypeNames.Of(method.Parameters[0].Type) == Names.CancellationToken));
        return !callable ? null : TypeNames.Of(method.ReturnType) switch
        {
            Names.ValueTask + "<global::TopoGen.SpoutStatus>" => "{0}",
            Names.Task + "<global::TopoGen.SpoutStatus>" => "new(" + "{0})",
            _ => null,
        };
    }
}
