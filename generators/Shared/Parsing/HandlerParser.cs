using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Handlers and their subscriptions.</summary>
internal sealed class HandlerParser(
    INamedTypeSymbol component, ProblemCollector problems, KeyParser keys, StateParser states, UniqueNames names)
{
    private readonly List<HandlerModel> _handlers = [];
    private readonly List<SubscriptionModel> _subscriptions = [];
    private readonly List<EdgeModel> _edges = [];

    public IReadOnlyList<HandlerModel> Handlers => _handlers;

    public IReadOnlyList<SubscriptionModel> Subscriptions => _subscriptions;

    public IReadOnlyList<EdgeModel> Edges => _edges;

    public bool IsKeyed { get; private set; }

    public bool ReadsErrors { get; private set; }

    /// <summary>The methods with a grouping attribute of their own.</summary>
    public static IEnumerable<IMethodSymbol> Marked(INamedTypeSymbol component)
        => component.AllMethods().Where(static method => Groupings(method).Count > 0);

    /// <summary>Whether a method returns a task: then it is an asynchronous handler.</summary>
    public static bool IsAsync(IMethodSymbol method) => TypeNames.Of(method.ReturnType) is Names.ValueTask or Names.Task;

    public void Parse()
    {
        List<IMethodSymbol> marked = Marked(component).ToList();
        foreach (IMethodSymbol method in marked)
        {
            foreach (AttributeData grouping in Groupings(method))
            {
                if (!IsHandler(method, report: true))
                {
                    continue;
                }

                if (GroupingParser.IsErrorStream(grouping))
                {
                    SubscribeToErrors(method);
                }
                else if (GroupingParser.Source(grouping, problems) is { } source
                    && GroupingParser.Stream(grouping, source, [method.Parameters[0].Type], problems) is { } stream)
                {
                    Subscribe(method, grouping, source, stream);
                }
            }
        }

        List<IMethodSymbol> inherited = component.AllMethods().Where(IsInheritedHandler).ToList();
        foreach (AttributeData grouping in GroupingParser.Of(component))
        {
            if (GroupingParser.Source(grouping, problems) is not { } source)
            {
                continue;
            }

            if (inherited.Count == 0)
            {
                problems.Add(
                    "a grouping on the class subscribes an inherited handler, and there is none",
                    "put the grouping on a method, or derive from a class with a handler");
                continue;
            }

            if (GroupingParser.Stream(grouping, source, inherited.Select(static m => m.Parameters[0].Type).Distinct(Comparer).ToList(), problems) is { } stream)
            {
                List<IMethodSymbol> matching = inherited.Where(m => Comparer.Equals(m.Parameters[0].Type, stream.Tuple)).ToList();
                if (matching.Count > 1)
                {
                    problems.Add(
                        $"several inherited methods take '{TypeNames.Short(stream.Tuple)}', {Suggestion.List(matching.Select(static m => m.Name))}",
                        "override one of them and put the grouping on it");
                    continue;
                }

                Subscribe(matching[0], grouping, source, stream);
            }
        }

        if (marked.Count == 0 && GroupingParser.Of(component).Count == 0)
        {
            if (component.AllMethods().Cast<ISymbol>().Append(component).SelectMany(static s => s.GetAttributes()).Any(static a => a.AttributeClass is null or { TypeKind: TypeKind.Error }))
            {
                problems.AddConsequence("an attribute is unknown");
            }

            problems.Add("a bolt needs a handler", "give a method a grouping, such as [ShuffleGrouping<Source>]");
        }
    }

    private static IEqualityComparer<ITypeSymbol> Comparer => SymbolEqualityComparer.Default;

    /// <summary>The groupings on a method or on what it overrides.</summary>
    private static IReadOnlyList<AttributeData> Groupings(IMethodSymbol method)
    {
        for (IMethodSymbol? current = method; current is not null; current = current.OverriddenMethod)
        {
            if (GroupingParser.Of(current) is { Count: > 0 } found)
            {
                return found;
            }
        }

        return [];
    }

    private bool IsInheritedHandler(IMethodSymbol method)
        => (method.IsOverride || !Comparer.Equals(method.ContainingType, component))
            && !method.IsAbstract
            && method.FindInherited(KnownNames.OutputAttribute) is null
            && method.Parameters.Length > 0
            && method.Parameters[0].Type.IsStreamTuple()
            && IsHandler(method, report: false);

    private bool IsHandler(IMethodSymbol method, bool report)
    {
        bool isAsync = IsAsync(method);
        IParameterSymbol? tuple = method.Parameters.FirstOrDefault();
        if (tuple?.Type.TypeKind == TypeKind.Error || method.ReturnType.TypeKind == TypeKind.Error)
        {
            problems.AddConsequence($"a type in the signature of '{method.Name}' is unknown");
            return false;
        }

        bool valid = method is { IsStatic: false, IsGenericMethod: false, IsAbstract: false } && tuple is not null && !tuple.IsParams
            && tuple.RefKind is RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter
            && (isAsync || (method.ReturnsVoid && !method.IsAsync));
        if (valid && !tuple!.Type.IsStreamTuple())
        {
            if (report)
            {
                problems.Add(
                    $"handler '{method.Name}' takes '{TypeNames.Short(tuple.Type)}', which is not a stream tuple",
                    "take a partial record marked [StreamTuple] as the first parameter");
            }

            return false;
        }

        if (!valid && report)
        {
            problems.Add($"handler '{method.Name}' has a wrong signature", Expected(method, isAsync || method.IsAsync));
        }

        if (valid && report)
        {
            TupleFacts.CheckPart(tuple!.Type, problems);
        }

        return valid;
    }

    private static string Expected(IMethodSymbol method, bool isAsync) => isAsync
        ? $"declare it as 'ValueTask {method.Name}(T tuple, Anchor anchor, CancellationToken cancellation)'"
        : $"declare it as 'void {method.Name}(in T tuple)', with '[State] ref' parameters and an 'Anchor' as needed";

    private void Subscribe(IMethodSymbol method, AttributeData grouping, INamedTypeSymbol source, SourceStream stream)
    {
        string kind = GroupingParser.Kind(grouping);
        ITypeSymbol tuple = method.Parameters[0].Type;
        string tupleName = TypeNames.Of(tuple);
        KeyModel? key = null;
        string factory = $"{kind}<{tupleName}>()";
        string label = Label(kind);
        if (kind is "Fields" or "PartialKey")
        {
            key = keys.Parse(grouping, tuple);
            if (key is null)
            {
                return;
            }

            string fields = string.Join(", ", key.Fields.Select(static f => TypeNames.Literal(f.Name.TrimStart('@'))));
            factory = $"{kind}<{tupleName}, {key.Type}, {key.Selector}>({fields})";
            label += " " + string.Join(", ", key.Fields.Select(static f => f.Name.TrimStart('@')));
            IsKeyed |= kind == "Fields";
        }
        else if (kind == "Custom")
        {
            if (CustomGrouping(grouping, tuple) is not { } custom)
            {
                return;
            }

            factory = $"Custom<{tupleName}, {TypeNames.Of(custom)}>()";
            label += " " + custom.Name;
        }

        if (Arguments(method, kind, key) is not { } arguments)
        {
            return;
        }

        _edges.Add(new EdgeModel(TypeNames.Of(source), source.Name, stream.Name, TypeNames.Short(tuple), label));
        _subscriptions.Add(new SubscriptionModel(source.Name, stream.Name, factory, Handler(method, arguments, key)));
    }

    private void SubscribeToErrors(IMethodSymbol method)
    {
        ITypeSymbol tuple = method.Parameters[0].Type;
        if (!TypeNames.Is(tuple, KnownNames.FailedTuple))
        {
            problems.Add(
                $"handler '{method.Name}' reads the error stream, which carries 'FailedTuple', and takes '{TypeNames.Short(tuple)}'",
                $"declare it as 'void {method.Name}(in FailedTuple failed)'");
            return;
        }

        if (method.Parameters.FirstOrDefault(static p => p.Has(KnownNames.StateAttribute)) is { } state)
        {
            problems.Add(
                $"[State] '{state.Name}' of '{method.Name}' is kept per key, and the error stream has no key",
                "keep it in a [State] field, or emit to a bolt with a [FieldsGrouping<Source>(nameof(...))]");
            return;
        }

        if (Arguments(method, "Shuffle", key: null) is { } arguments)
        {
            ReadsErrors = true;
            _subscriptions.Add(new SubscriptionModel(
                KnownNames.AnySource, KnownNames.ErrorStream, $"Shuffle<{TypeNames.Of(tuple)}>()", Handler(method, arguments, key: null)));
        }
    }

    private int Handler(IMethodSymbol method, EquatableArray<ArgumentModel> arguments, KeyModel? key)
    {
        string? selector = arguments.Any(static a => a.Kind == ArgumentKind.State) ? key!.Selector : null;
        TypeRef tuple = TypeRef.Of(method.Parameters[0].Type) with { IsAnnotated = false };
        string name = TypeNames.Identifier(method.Name);
        int known = _handlers.FindIndex(h => h.Method == name && h.Tuple == tuple && h.Key == selector && h.Arguments == arguments);
        if (known >= 0)
        {
            return known;
        }

        string stem = "__" + method.Name;
        _handlers.Add(new HandlerModel(
            names.Of(stem + "Input", stem + tuple.ShortName.Split('.', '<').First() + "Input"),
            name,
            tuple,
            IsAsync(method),
            TypeNames.Of(method.ReturnType) == Names.Task,
            selector,
            arguments));
        return _handlers.Count - 1;
    }

    private EquatableArray<ArgumentModel>? Arguments(IMethodSymbol method, string grouping, KeyModel? key)
    {
        bool isAsync = IsAsync(method);
        var arguments = new List<ArgumentModel>
        {
            new(method.Parameters[0].RefKind == RefKind.None ? ArgumentKind.TupleByValue : ArgumentKind.TupleByReference),
        };
        foreach (IParameterSymbol parameter in method.Parameters.Skip(1))
        {
            if (parameter.Type.TypeKind == TypeKind.Error)
            {
                problems.AddConsequence($"the type of parameter '{parameter.Name}' of '{method.Name}' is unknown");
                return null;
            }

            if (parameter.Has(KnownNames.StateAttribute) && isAsync)
            {
                problems.Add(
                    $"asynchronous handler '{method.Name}' has [State] '{parameter.Name}', and two of its calls may run at once",
                    "make the handler synchronous, or keep the state in a bolt behind it");
                return null;
            }

            if (parameter.Has(KnownNames.StateAttribute) && parameter.RefKind == RefKind.Ref && !parameter.Type.IsRefLikeType)
            {
                if (key is null)
                {
                    problems.Add(
                        $"[State] '{parameter.Name}' of '{method.Name}' is kept per key, and the grouping has no key",
                        "use [FieldsGrouping<Source>(nameof(...))], or a [State] field for state of the whole task");
                    return null;
                }

                if (grouping == "PartialKey")
                {
                    problems.Add(
                        $"[State] '{parameter.Name}' of '{method.Name}' is kept per key, and a partial-key grouping gives each key two tasks",
                        "use [FieldsGrouping<Source>(nameof(...))], or aggregate in a [State] field and again in a bolt behind it");
                    return null;
                }

                if (states.Table(parameter, key) is not { } table)
                {
                    return null;
                }

                arguments.Add(new ArgumentModel(ArgumentKind.State, table.Member));
            }
            else if (TypeNames.Is(parameter.Type, KnownNames.Anchor) && parameter.RefKind is RefKind.None or RefKind.In)
            {
                arguments.Add(new ArgumentModel(ArgumentKind.Anchor));
            }
            else if (isAsync && TypeNames.Of(parameter.Type) == Names.CancellationToken && parameter.RefKind is RefKind.None or RefKind.In)
            {
                arguments.Add(new ArgumentModel(ArgumentKind.Cancellation));
            }
            else
            {
                problems.Add($"parameter '{parameter.Name}' of handler '{method.Name}' cannot be supplied", Expected(method, isAsync));
                return null;
            }
        }

        return arguments.ToEquatableArray();
    }

    private ITypeSymbol? CustomGrouping(AttributeData grouping, ITypeSymbol tuple)
    {
        ITypeSymbol? custom = grouping.AttributeClass!.TypeArguments.ElementAtOrDefault(1);
        if (custom is null || custom.TypeKind == TypeKind.Error)
        {
            problems.AddConsequence("the class of a custom grouping is unknown");
            return null;
        }

        bool implements = custom.AllInterfaces.Any(i => TypeNames.Is(i, KnownNames.CustomGrouping) && Comparer.Equals(i.TypeArguments[0], tuple));
        if (!implements)
        {
            problems.Add(
                $"'{TypeNames.Short(custom)}' does not implement 'ICustomGrouping<{TypeNames.Short(tuple)}>'",
                $"implement it, or name a class that does");
            return null;
        }

        return custom;
    }

    private static string Label(string kind) => kind switch
    {
        "LocalOrShuffle" => "local or shuffle",
        "PartialKey" => "partial key",
        _ => kind.ToLowerInvariant(),
    };
}
