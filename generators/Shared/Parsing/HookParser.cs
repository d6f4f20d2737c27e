using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Hooks that are found by their name, ticks, and what is told of commits.</summary>
internal sealed class HookParser(INamedTypeSymbol component, ProblemCollector problems, StateParser states)
{
    public IReadOnlyList<HookModel> Open() => Named("Open", "'void Open()' or 'void Open(TaskContext context)'", Context);

    public IReadOnlyList<HookModel> Close() => Named("Close", "void Close()", static _ => null);

    public IReadOnlyList<HookModel> End() => Named("End", "void End(), with 'KeyedState<TKey, TValue>' parameters as needed", Table);

    public IReadOnlyList<TickModel> Ticks()
    {
        CheckHidden(KnownNames.TickAttribute, "tick");
        var ticks = new List<TickModel>();
        foreach (IMethodSymbol method in component.AllMethods())
        {
            if (method.FindInherited(KnownNames.TickAttribute) is not { } attribute)
            {
                continue;
            }

            if (attribute.ConstructorArguments is not [{ Kind: TypedConstantKind.Primitive }])
            {
                problems.AddConsequence($"the interval of tick '{method.Name}' is unknown");
            }
            else if (TickInterval.Parse(attribute.Text()) is not { } interval)
            {
                problems.Add(
                    TG0704.Rule,
                    Spot.Argument(attribute, 0),
                    $"interval '{attribute.Text()}' of tick '{method.Name}' is not valid",
                    "write a positive number and a unit: \"250ms\", \"1s\", \"5m\", \"1h\"");
            }
            else if (!IsCallable(method) || Arguments(method, Table) is not { } arguments)
            {
                WrongSignature(method, $"void {method.Name}(), with 'KeyedState<TKey, TValue>' parameters as needed");
            }
            else
            {
                ticks.Add(new TickModel(new HookModel(TypeNames.Identifier(method.Name), arguments), interval));
            }
        }

        return ticks;
    }

    /// <summary>The methods marked <c>[OnCommit]</c>.</summary>
    public IReadOnlyList<HookModel> Commits()
    {
        CheckHidden(KnownNames.OnCommitAttribute, "[OnCommit] method");
        var commits = new List<HookModel>();
        foreach (IMethodSymbol method in component.AllMethods().Where(static m => m.FindInherited(KnownNames.OnCommitAttribute) is not null))
        {
            if (method.Parameters.Length == 1 && IsCallable(method) && Arguments(method, Epoch) is { } arguments)
            {
                commits.Add(new HookModel(TypeNames.Identifier(method.Name), arguments));
            }
            else
            {
                WrongSignature(method, $"void {method.Name}(long epoch)");
            }
        }

        return commits;
    }

    private static string? Epoch(IParameterSymbol parameter) => parameter.Type.SpecialType == SpecialType.System_Int64 ? "epoch" : null;

    /// <summary>Generated code calls the methods of base classes too, and cannot call private ones.</summary>
    private void CheckHidden(string attribute, string kind)
    {
        foreach (IMethodSymbol hidden in component.BaseFirst().SelectMany(static t => t.GetMembers()).OfType<IMethodSymbol>())
        {
            if (hidden.DeclaredAccessibility == Accessibility.Private && hidden.Has(attribute)
                && !SymbolEqualityComparer.Default.Equals(hidden.ContainingType, component))
            {
                problems.Add(TG0110.Rule, Spot.Of(hidden), $"{kind} '{hidden.Name}' of '{hidden.ContainingType.Name}' is private", "make it protected");
            }
        }
    }

    private static bool IsCallable(IMethodSymbol method)
        => method is { ReturnsVoid: true, IsAsync: false, IsStatic: false, IsGenericMethod: false, IsAbstract: false };

    private static string? Context(IParameterSymbol parameter) => TypeNames.Is(parameter.Type, KnownNames.TaskContext) ? "context" : null;

    /// <summary>Null where the parameter is no <c>KeyedState</c>; a state that does not exist is a problem of its own.</summary>
    private string? Table(IParameterSymbol parameter)
    {
        if (!TypeNames.Is(parameter.Type, KnownNames.KeyedState))
        {
            return null;
        }

        if (states.Walked((IMethodSymbol)parameter.ContainingSymbol, parameter) is not { } table)
        {
            return "null!";
        }

        // Nullable annotations of key and value are not part of a state's identity.
        var type = (INamedTypeSymbol)parameter.Type;
        bool sameAnnotations = TypeNames.Annotate(type.TypeArguments[0]) == table.Key && TypeNames.Annotate(type.TypeArguments[1]) == table.Value.Annotated;
        return sameAnnotations ? table.Member : table.Member + "!";
    }

    private List<HookModel> Named(string name, string expected, Func<IParameterSymbol, string?> supply)
    {
        List<IMethodSymbol> methods = component.AllMethods()
            .Where(m => m.Name == name && m.FindInherited(KnownNames.OutputAttribute) is null && m.FindInherited(KnownNames.TickAttribute) is null)
            .ToList();
        var hooks = new List<HookModel>();
        foreach (IMethodSymbol method in methods)
        {
            if (IsCallable(method) && Arguments(method, supply) is { } arguments)
            {
                hooks.Add(new HookModel(name, arguments));
            }
        }

        if (hooks.Count == 0 && methods.Count > 0)
        {
            WrongSignature(methods[0], expected);
        }

        return hooks;
    }

    private EquatableArray<string>? Arguments(IMethodSymbol method, Func<IParameterSymbol, string?> supply)
    {
        var arguments = new List<string>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.RefKind is not (RefKind.None or RefKind.In) || supply(parameter) is not { } argument)
            {
                return null;
            }

            arguments.Add(argument);
        }

        return arguments.ToEquatableArray();
    }

    private void WrongSignature(IMethodSymbol method, string expected)
    {
        if (method.Parameters.Any(static p => p.Type.TypeKind == TypeKind.Error) || method.ReturnType.TypeKind == TypeKind.Error)
        {
            problems.AddConsequence($"a type in the signature of '{method.Name}' is unknown");
        }
        else if (method is { IsAsync: true, ReturnsVoid: true })
        {
            problems.AddConsequence($"'{method.Name}' is async void");
        }
        else
        {
            string advice = expected.Contains('\'') ? expected : $"'{expected}'";
            problems.Add(
                new Problem(TG0110.Rule, $"'{method.Name}' has a wrong signature", $"declare it as {advice}")
                    .With(ProblemKeys.Kind, "hook")
                    .With(ProblemKeys.Expected, expected.Split(['\'', ','], StringSplitOptions.RemoveEmptyEntries)[0]),
                Spot.Of(method));
        }
    }
}
