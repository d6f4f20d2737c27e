using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Symbol to <see cref="ComponentModel"/>. Whatever is wrong, the model lists what must be implemented.</summary>
internal static class ComponentParser
{
    /// <summary>As <see cref="Parse"/>, but null for a class that is marked as a spout as well: it comes once.</summary>
    public static Parsed<ComponentModel>? ParseBolt(INamedTypeSymbol type, CancellationToken cancellation)
        => type.Has(KnownNames.SpoutAttribute) ? null : Parse(type, cancellation);

    /// <inheritdoc cref="ParseBolt"/>
    public static Parsed<ComponentModel>? ParseSink(INamedTypeSymbol type, CancellationToken cancellation)
        => type.Has(KnownNames.BoltAttribute) ? null : ParseBolt(type, cancellation);

    public static Parsed<ComponentModel> Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var problems = new ProblemCollector();
        TypeShape shape = TypeShapeParser.Parse(type);
        ComponentDeclaration.Check(type, shape, problems);
        if (type.IsStatic)
        {
            // Nothing in it can be as it should.
            return new Parsed<ComponentModel>(Stub(type, problems.First!), problems.Findings);
        }

        AttributeData attribute = type.ComponentAttribute()!;
        bool isSpout = type.Has(KnownNames.SpoutAttribute);
        ComponentDeclaration.CheckOptions(attribute, isSpout, problems);
        var names = new UniqueNames();
        var keys = new KeyParser(names, problems);
        var states = new StateParser(problems);
        var handlers = new HandlerParser(type, problems, keys, states, names);
        ComponentRole role;
        string next = "";
        if (isSpout)
        {
            (role, next) = SpoutParser.Parse(type, problems);
        }
        else
        {
            handlers.Parse();
            role = handlers.Handlers.Any(static h => h.IsAsync) ? ComponentRole.AsyncBolt : ComponentRole.Bolt;
        }

        var outputs = new OutputParser(type, role, problems);
        outputs.Parse();
        SinkModel? sink = SinkParser.Parse(type, outputs.Streams, problems);
        MessageModel? messages = MessageParser.Parse(type, outputs.MessageId, problems);
        var hooks = new HookParser(type, problems, states);
        IReadOnlyList<HookModel> open = hooks.Open();
        IReadOnlyList<HookModel> close = hooks.Close();
        IReadOnlyList<HookModel> end = isSpout ? [] : hooks.End();
        IReadOnlyList<TickModel> ticks = hooks.Ticks();
        IReadOnlyList<HookModel> commits = hooks.Commits();
        IReadOnlyList<InjectionModel> constructor = type.IsAbstract ? [] : ConstructorParser.Parse(type, null, problems);
        PositionModel? position = PositionParser.Parse(type, isSpout, problems);
        var fields = new KeptFieldParser(type, problems);
        fields.Parse();
        List<StateModel> kept = states.Tables
            .Select(static t => new StateModel(t.Name, t.Key.Replace("global::", ""), t.Value.ShortName, t.Layout, t.Problem, t.TimeToLive))
            .Concat(fields.States)
            .OrderBy(static s => s.Name, StringComparer.Ordinal)
            .ToList();
        if (StateNames.Check(kept.Select(static s => s.Name).ToList(), out int twice) is { } clash)
        {
            problems.Add(clash, fields.Places.TryGetValue(kept[twice].Name, out Location? at) ? at : null);
        }

        RecoveryChecks.Check(attribute, kept, problems);
        List<(ConditionalProblem Condition, Location? At)> conditions = problems.First is null
            ? Conditions.Of(attribute, isSpout, kept, states.UnkeptTables.Concat(fields.Unkept), handlers.ManualAcks, messages)
            : [];
        IReadOnlyList<PlacedLocation> places = Places(attribute, handlers, outputs, conditions);
        if (problems.First is { } problem)
        {
            ComponentModel stub = Stub(type, problem);
            return new Parsed<ComponentModel>(
                stub with { Summary = stub.Summary with { Edges = handlers.Edges.ToEquatableArray() } }, problems.Findings, places);
        }

        var model = new ComponentModel(
            shape,
            role,
            Summary(type, shape, isSpout, handlers, conditions.Select(static c => c.Condition), sink is null ? outputs.Streams : []),
            Recoveries.Of(attribute),
            attribute.Argument("MaxInFlight", 64),
            attribute.Argument("Ordered", true),
            outputs.Outputs.ToEquatableArray(),
            outputs.Streams.ToEquatableArray(),
            constructor.ToEquatableArray(),
            handlers.Handlers.ToEquatableArray(),
            handlers.Subscriptions.ToEquatableArray(),
            keys.Keys.ToEquatableArray(),
            states.Tables.ToEquatableArray(),
            kept.ToEquatableArray(),
            fields.Fields.ToEquatableArray(),
            position,
            messages,
            open.ToEquatableArray(),
            end.ToEquatableArray(),
            close.ToEquatableArray(),
            ticks.ToEquatableArray(),
            commits.ToEquatableArray(),
            sink,
            next,
            Problem: null);
        return new Parsed<ComponentModel>(model, problems.Findings, places);
    }

    /// <summary>What a topology needs to know of a component of another project.</summary>
    public static ComponentSummary Included(INamedTypeSymbol type)
    {
        var problems = new ProblemCollector();
        bool isSpout = type.Has(KnownNames.SpoutAttribute);
        var names = new UniqueNames();
        var handlers = new HandlerParser(type, problems, new KeyParser(names, problems), new StateParser(problems), names);
        if (!isSpout)
        {
            handlers.Parse();
        }

        return Summary(type, TypeShapeParser.Parse(type), isSpout, handlers, Conditions.Written(type), []) with { HasPart = true, IsExternal = true, Topology = null };
    }

    /// <summary>What is generated for a component that has a problem: everything it must implement, and nothing that runs.</summary>
    public static ComponentModel Stub(INamedTypeSymbol type, Problem problem)
    {
        TypeShape shape = TypeShapeParser.Parse(type);
        bool isSpout = type.Has(KnownNames.SpoutAttribute);
        return new ComponentModel(
            shape,
            isSpout ? ComponentRole.Spout : ComponentRole.Bolt,
            Summary(type, shape, isSpout, handlers: null, [], []) with { IsBroken = true },
            Recoveries.Checkpoint,
            MaxInFlight: 1,
            Ordered: true,
            OutputParser.Stubs(type).ToEquatableArray(),
            Fields: [],
            Constructor: [],
            Handlers: [],
            Subscriptions: [],
            Keys: [],
            Tables: [],
            States: [],
            Kept: [],
            Position: null,
            Messages: null,
            Open: [],
            End: [],
            Close: [],
            Ticks: [],
            Commits: [],
            Sink: null,
            Next: "",
            problem);
    }

    private static ComponentSummary Summary(
        INamedTypeSymbol type,
        TypeShape shape,
        bool isSpout,
        HandlerParser? handlers,
        IEnumerable<ConditionalProblem> conditions,
        IReadOnlyList<StreamModel> streams)
    {
        AttributeData? attribute = type.ComponentAttribute();
        return new ComponentSummary(
            type.Name,
            shape.FullName,
            type.ContainingTopology(),
            isSpout,
            attribute?.Argument("Parallelism", 1) ?? 1,
            handlers?.IsKeyed ?? false,
            handlers?.ReadsErrors ?? false,
            CanImplement(type, shape),
            IsBroken: false,
            IsExternal: false,
            conditions.ToEquatableArray(),
            (handlers?.Edges ?? []).ToEquatableArray(),
            streams.Select(static s => new StreamSummary(s.Name, s.Tuple.ShortName, s.Tuple.FullName)).ToEquatableArray());
    }

    private static IReadOnlyList<PlacedLocation> Places(
        AttributeData attribute, HandlerParser handlers, OutputParser outputs, List<(ConditionalProblem Condition, Location? At)> conditions)
        => new[] { (new Place(PlaceKind.Parallelism), Spot.Argument(attribute, "Parallelism")) }
            .Concat(handlers.EdgeLocations.Select(static (at, i) => (new Place(PlaceKind.Edge, i), at)))
            .Concat(outputs.StreamLocations.Select(static (at, i) => (new Place(PlaceKind.Stream, i), at)))
            .Concat(conditions.Select(static (c, i) => (new Place(PlaceKind.Conditional, i), c.At)))
            .Where(static p => p.Item2 is not null)
            .Select(static p => new PlacedLocation(p.Item1, p.Item2!))
            .ToList();

    /// <summary>Whether the class can be given the interface that its topology reads.</summary>
    private static bool CanImplement(INamedTypeSymbol type, TypeShape shape)
        => shape is { CanAddPart: true, IsGeneric: false } && !type.IsStatic && type.TypeKind == TypeKind.Class;
}
