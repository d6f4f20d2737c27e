using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Handlers and their subscriptions.</summary>
internal sealed class HandlerParser(
    INamedTypeSymbol component, ProblemCollector problems, KeyParser keys, StateParser states, UniqueNames names)
{
    private readonly List<HandlerModel> _handlers = [];
    private readonly List<SubscriptionModel> _subscriptions = [];
    private readonly List<EdgeModel> _edges = [];
    private readonly List<(IMethodSymbol Method, KeyModel Key)> _keyed = [];

    public IReadOnlyList<HandlerModel> Handlers => _handlers;

    public IReadOnlyList<SubscriptionModel> Subscriptions => _subscriptions;

    public IReadOnlyList<EdgeModel> Edges => _edges;

    /// <summary>Where each of the edges is declared.</summary>
    public List<Location?> EdgeLocations { get; } = [];

    /// <summary>What acks by hand, which a topology with epochs does not allow.</summary>
    public List<Finding> ManualAcks { get; } = [];

    public bool IsKeyed { get; private set; }

    public bool ReadsErrors { get; private set; }

    /// <summary>The methods with a grouping attribute of their own.</summary>
    public static IEnumerable<IMethodSymbol> Marked(INamedTypeSymbol component)
        => component.AllMethods().Where(static method => GroupingParser.OfHandler(method).Count > 0);

    /// <summary>Whether a method returns a task: then it is an asynchronous handler.</summary>
    public static bool IsAsync(IMethodSymbol method) => TypeNames.Of(method.ReturnType) is Names.ValueTask or Names.Task;

    public void Parse()
    {
        List<IMethodSymbol> marked = Marked(component).ToList();
        foreach (IMethodSymbol method in marked)
        {
            foreach (AttributeData grouping in GroupingParser.OfHandler(method))
            {
                if (!HandlerSignature.Check(method, problems))
                {
                    continue;
                }

                if (GroupingParser.IsErrorStream(grouping))
                {
                    SubscribeToErrors(method);
                }
                else if (GroupingParser.Source(grouping, problems) is { } source
                    && GroupingParser.Stream(grouping, source, [method.Parameters[0].Type], Spot.TypeOf(method.Parameters[0]), problems) is { } stream)
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
                    TG0218.Rule,
                    Spot.Of(grouping),
                    "a grouping on the class subscribes an inherited handler, and there is none",
                    "put the grouping on a method, or derive from a class with a handler");
                continue;
            }

            if (GroupingParser.Stream(grouping, source, inherited.Select(static m => m.Parameters[0].Type).Distinct(Comparer).ToList(), null, problems) is { } stream)
            {
                List<IMethodSymbol> matching = inherited.Where(m => Comparer.Equals(m.Parameters[0].Type, stream.Tuple)).ToList();
                if (matching.Count > 1)
                {
                    problems.Add(
                        TG0218.Rule,
                        Spot.Of(grouping),
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
            else
            {
                problems.Add(TG0102.Rule, null, "a bolt needs a handler", "give a method a grouping, such as [ShuffleGrouping<Source>]");
            }
        }

        HandlerChecks.Parallelism(component, _edges, ReadsErrors, problems);
    }

    private static IEqualityComparer<ITypeSymbol> Comparer => SymbolEqualityComparer.Default;

    private bool IsInheritedHandler(IMethodSymbol method)
        => (method.IsOverride || !Comparer.Equals(method.ContainingType, component))
            && !method.IsAbstract
            && method.FindInherited(KnownNames.OutputAttribute) is null
            && method.Parameters.Length > 0
            && method.Parameters[0].Type.IsStreamTuple()
            && HandlerSignature.Check(method, null);

    private void Subscribe(IMethodSymbol method, AttributeData grouping, INamedTypeSymbol source, SourceStream stream)
    {
        string kind = GroupingParser.Kind(grouping);
        ITypeSymbol tuple = method.Parameters[0].Type;
        string tupleName = TypeNames.Of(tuple);
        KeyModel? key = null;
        string factory = $"{kind}<{tupleName}>()";
        string label = GroupingParser.Label(kind);
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
            IsKeyed = true;
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

        if (Arguments(method, grouping, key) is not { } arguments)
        {
            return;
        }

        if (key is not null && arguments.Any(static a => a.Kind == ArgumentKind.State))
        {
            HandlerChecks.Key(method, grouping, key, _keyed, problems);
        }

        EdgeLocations.Add(Spot.Of(grouping));
        _edges.Add(new EdgeModel(TypeNames.Of(source), source.Name, stream.Name, TypeNames.Short(tuple), tupleName, label));
        _subscriptions.Add(new SubscriptionModel(source.Name, stream.Name, factory, Handler(method, arguments, key)));
    }

    private void SubscribeToErrors(IMethodSymbol method)
    {
        ITypeSymbol tuple = method.Parameters[0].Type;
        if (!TypeNames.Is(tuple, KnownNames.FailedTuple))
        {
            problems.Add(
                new Problem(
                    TG0202.Rule,
                    $"handler '{method.Name}' reads the error stream, which carries 'FailedTuple', and takes '{TypeNames.Short(tuple)}'",
                    $"declare it as 'void {method.Name}(in FailedTuple failed)'")
                    .With(ProblemKeys.Type, "global::" + KnownNames.FailedTuple),
                Spot.TypeOf(method.Parameters[0]));
            return;
        }

        if (method.Parameters.FirstOrDefault(static p => p.Has(KnownNames.StateAttribute)) is { } state)
        {
            problems.Add(
                TG0214.Rule,
                Spot.Of(state),
                $"[State] '{state.Name}' of '{method.Name}' is kept per key, and the error stream has no key",
                "keep it in a [State] field, or emit to a bolt with a [FieldsGrouping<Source>(nameof(...))]");
            return;
        }

        if (Arguments(method, null, key: null) is { } arguments)
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

    private EquatableArray<ArgumentModel>? Arguments(IMethodSymbol method, AttributeData? grouping, KeyModel? key)
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
                    TG0111.Rule,
                    Spot.Of(parameter),
                    $"asynchronous handler '{method.Name}' has [State] '{parameter.Name}', and two of its calls may run at once",
                    "make the handler synchronous, or keep the state in a bolt behind it");
                return null;
            }

            if (parameter.Has(KnownNames.StateAttribute) && parameter.RefKind == RefKind.Ref && !parameter.Type.IsRefLikeType)
            {
                if (key is null)
                {
                    problems.Add(WithoutKey(method, parameter, grouping!));
                    return null;
                }

                if (grouping is not null && GroupingParser.Kind(grouping) == "PartialKey")
                {
                    problems.Add(
                        TG0215.Rule,
                        Spot.Of(parameter),
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
                if (!isAsync)
                {
                    ManualAcks.Add(new Finding(
                        new Problem(
                            TG0308.Rule,
                            $"handler '{method.Name}' acks by hand, and a tuple is done with its call",
                            $"remove '{parameter.Name}' from its parameters, or set Delivery = Delivery.AtLeastOnce"),
                        Spot.Of(parameter)));
                }
            }
            else if (isAsync && TypeNames.Of(parameter.Type) == Names.CancellationToken && parameter.RefKind is RefKind.None or RefKind.In)
            {
                arguments.Add(new ArgumentModel(ArgumentKind.Cancellation));
            }
            else
            {
                problems.Add(
                    HandlerSignature.Wrong(method, $"parameter '{parameter.Name}' of handler '{method.Name}' cannot be supplied", isAsync), Spot.Of(parameter));
                return null;
            }
        }

        return arguments.ToEquatableArray();
    }

    /// <summary>Where another grouping of the handler has a key, it is this grouping that is wrong.</summary>
    private Finding WithoutKey(IMethodSymbol method, IParameterSymbol parameter, AttributeData grouping)
    {
        IReadOnlyList<AttributeData> beside = GroupingParser.OfHandler(method) is { Count: > 0 } own ? own : GroupingParser.Of(component);
        AttributeData? keyed = beside.FirstOrDefault(static g => GroupingParser.Kind(g) == "Fields");
        return keyed is not null && KeyParser.Names(keyed) is { } fields
            ? new Finding(
                new Problem(
                    TG0209.Rule,
                    $"[State] '{parameter.Name}' of '{method.Name}' is kept per key, and this grouping has no key",
                    $"use [FieldsGrouping<{grouping.AttributeClass!.TypeArguments.FirstOrDefault()?.Name ?? "Source"}>] here as well, or give the stream a handler without that state")
                    .With(ProblemKeys.Fields, string.Join(",", fields)),
                Spot.Of(grouping))
            : new Finding(
                new Problem(
                    TG0214.Rule,
                    $"[State] '{parameter.Name}' of '{method.Name}' is kept per key, and the grouping has no key",
                    $"use {KeyParser.Suggest(grouping, method.Parameters[0].Type)}, or a [State] field for state of the whole task"),
                Spot.Of(parameter));
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
                TG0217.Rule,
                Spot.TypeArgument(grouping, 1),
                $"'{TypeNames.Short(custom)}' does not implement 'ICustomGrouping<{TypeNames.Short(tuple)}>'",
                "implement it, or name a class that does");
            return null;
        }

        return custom;
    }
}
