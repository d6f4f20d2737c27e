using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Handlers and their subscriptions.</summary>
internal sealed class HandlerParser(
    INamedTypeSymbol component, ProblemCollector problems, KeyParser keys, StateParser states, UniqueNames names)
{
    private readonly RouteParser _routes = new(problems, keys);
    private readonly ArgumentParser _arguments = new(component, problems, states);
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
    public IReadOnlyList<Finding> ManualAcks => _arguments.ManualAcks;

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

        ParseInherited();
        if (marked.Count == 0 && GroupingParser.Of(component).Count == 0)
        {
            AddNone();
        }

        HandlerChecks.Parallelism(component, _edges, ReadsErrors, problems);
    }

    /// <summary>Groupings on the class.</summary>
    private void ParseInherited()
    {
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
    }

    private void AddNone()
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
        ITypeSymbol tuple = method.Parameters[0].Type;
        if (_routes.Parse(grouping, tuple) is not { } route)
        {
            return;
        }

        KeyModel? key = route.Key;
        IsKeyed |= key is not null;
        if (_arguments.Parse(method, grouping, key) is not { } arguments)
        {
            return;
        }

        if (key is not null && arguments.Any(static a => a.Kind == ArgumentKind.State))
        {
            HandlerChecks.Key(method, grouping, key, _keyed, problems);
        }

        EdgeLocations.Add(Spot.Of(grouping));
        _edges.Add(new EdgeModel(TypeNames.Of(source), source.Name, stream.Name, TypeNames.Short(tuple), TypeNames.Of(tuple), route.Label));
        _subscriptions.Add(new SubscriptionModel(source.Name, stream.Name, route.Factory, Handler(method, arguments, key)));
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

        if (_arguments.Parse(method, null, key: null) is { } arguments)
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
            selector is not null && key!.IsOfView,
            arguments));
        return _handlers.Count - 1;
    }
}
