using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>What a handler looks like.</summary>
internal static class HandlerSignature
{
    /// <summary>Whether the engine can call it.</summary>
    /// <param name="method">A method that is, or may be, a handler.</param>
    /// <param name="problems">Where it goes what is wrong; null where it need not be one.</param>
    public static bool Check(IMethodSymbol method, ProblemCollector? problems)
    {
        bool isAsync = HandlerParser.IsAsync(method);
        IParameterSymbol? tuple = method.Parameters.FirstOrDefault();
        if (tuple?.Type.TypeKind == TypeKind.Error || method.ReturnType.TypeKind == TypeKind.Error)
        {
            problems?.AddConsequence($"a type in the signature of '{method.Name}' is unknown");
            return false;
        }

        bool valid = method is { IsStatic: false, IsGenericMethod: false, IsAbstract: false } && tuple is not null && !tuple.IsParams
            && tuple.RefKind is RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter
            && (isAsync || (method.ReturnsVoid && !method.IsAsync));
        if (valid && !tuple!.Type.IsStreamTuple())
        {
            if (problems is not null)
            {
                problems.Add(
                    TG0110.Rule,
                    Spot.TypeOf(tuple),
                    $"handler '{method.Name}' takes '{TypeNames.Short(tuple.Type)}', which is not a stream tuple",
                    "take a partial record marked [StreamTuple] as the first parameter");
            }

            return false;
        }

        if (!valid && method is { IsAsync: true, ReturnsVoid: true })
        {
            problems?.AddConsequence($"handler '{method.Name}' is async void");
        }
        else if (!valid)
        {
            problems?.Add(Wrong(method, $"handler '{method.Name}' has a wrong signature", isAsync || method.IsAsync), Spot.Of(method));
        }

        if (valid && problems is not null)
        {
            TupleFacts.CheckPart(tuple!.Type, problems);
        }

        return valid;
    }

    /// <summary>A problem that says how to declare it.</summary>
    public static Problem Wrong(IMethodSymbol method, string reason, bool isAsync)
    {
        string tuple = method.Parameters.Select(static p => p.Type).FirstOrDefault(static t => t.IsStreamTuple()) is { } type ? TypeNames.Short(type) : "T";
        return new Problem(TG0110.Rule, reason, Advice(method, tuple, isAsync))
            .With(ProblemKeys.Kind, "handler")
            .With(
                ProblemKeys.Expected,
                isAsync
                    ? $"ValueTask {method.Name}({tuple} tuple, Anchor anchor, CancellationToken cancellation)"
                    : $"void {method.Name}(in {tuple} tuple)");
    }

    private static string Advice(IMethodSymbol method, string tuple, bool isAsync) => isAsync
        ? $"declare it as 'ValueTask {method.Name}({tuple} tuple, Anchor anchor, CancellationToken cancellation)'"
        : $"declare it as 'void {method.Name}(in {tuple} tuple)', with '[State] ref' parameters and an 'Anchor' as needed";
}
