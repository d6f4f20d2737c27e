using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Symbol to <see cref="ComponentModel"/>. Whatever is wrong, the model lists what must be implemented.</summary>
internal static class ComponentParser
{
    /// <summary>As <see cref="Parse"/>, but null for a class that is marked as a spout as well: it comes once.</summary>
    public static ComponentModel? ParseBolt(INamedTypeSymbol type, CancellationToken cancellation)
        => type.Has(KnownNames.SpoutAttribute) ? null : Parse(type, cancellation);

    /// <inheritdoc cref="ParseBolt"/>
    public static ComponentModel? ParseSink(INamedTypeSymbol type, CancellationToken cancellation)
        => type.Has(KnownNames.BoltAttribute) ? null : ParseBolt(type, cancellation);

    public static ComponentModel Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var problems = new ProblemCollector();
        TypeShape shape = TypeShapeParser.Parse(type);
        CheckDeclaration(type, shape, problems);
        AttributeData attribute = type.ComponentAttribute()!;
        bool isSpout = type.Has(KnownNames.SpoutAttribute);
        CheckOptions(attribute, isSpout, problems);
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
        IReadOnlyList<InjectionModel> constructor = ConstructorParser.Parse(type, problems);
        PositionModel? position = PositionParser.Parse(type, isSpout, problems);
        var fields = new KeptFieldParser(type, problems);
        fields.Parse();
        List<StateModel> kept = states.Tables
            .Select(static t => new StateModel(t.Name, t.Key.Replace("global::", ""), t.Value.ShortName, t.Layout, t.Problem, t.TimeToLive))
            .Concat(fields.States)
            .OrderBy(static s => s.Name, StringComparer.Ordinal)
            .ToList();
        problems.Add(StateNames.Check(kept.Select(static s => s.Name).ToList()));
        if (problems.First is { } problem)
        {
            return Stub(type, problem);
        }

        return new ComponentModel(
            shape,
            role,
            Summary(type, shape, isSpout, handlers, Unkept(kept)),
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

        return Summary(type, TypeShapeParser.Parse(type), isSpout, handlers, unkept: null) with { HasPart = true, Topology = null };
    }

    /// <summary>What is generated for a component that has a problem: everything it must implement, and nothing that runs.</summary>
    public static ComponentModel Stub(INamedTypeSymbol type, Problem problem)
    {
        TypeShape shape = TypeShapeParser.Parse(type);
        bool isSpout = type.Has(KnownNames.SpoutAttribute);
        return new ComponentModel(
            shape,
            isSpout ? ComponentRole.Spout : ComponentRole.Bolt,
            Summary(type, shape, isSpout, handlers: null, unkept: null),
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
        INamedTypeSymbol type, TypeShape shape, bool isSpout, HandlerParser? handlers, Problem? unkept)
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
            unkept,
            (handlers?.Edges ?? []).ToEquatableArray());
    }

    /// <summary>The first state that cannot be part of a checkpoint.</summary>
    private static Problem? Unkept(List<StateModel> states)
        => states.Find(static s => s.Problem is not null) is { Problem: { } problem } state
            ? problem with { Reason = $"state '{state.Name}' cannot be part of a checkpoint: {problem.Reason}" }
            : null;

    /// <summary>Whether the class can be given the interface that its topology reads.</summary>
    private static bool CanImplement(INamedTypeSymbol type, TypeShape shape)
        => shape is { CanAddPart: true, IsGeneric: false } && !type.IsStatic && type.TypeKind == TypeKind.Class;

    private static void CheckDeclaration(INamedTypeSymbol type, TypeShape shape, ProblemCollector problems)
    {
        problems.Add(Problems.NotPartial(shape) ?? Problems.FileLocal(shape));
        string[] roles = [.. new[] { KnownNames.SpoutAttribute, KnownNames.BoltAttribute, KnownNames.SinkAttribute }.Where(a => type.Has(a)).Select(Role)];
        if (roles.Length > 1)
        {
            problems.Add($"it is marked both {roles[0]} and {roles[1]}", "choose one, or split it into two classes");
        }

        if (type.IsStatic)
        {
            problems.Add("a component cannot be static", "declare it 'sealed partial': every task has its own instance");
        }
        else if (type.IsAbstract)
        {
            problems.Add("a component cannot be abstract", $"mark the sealed class that derives from '{type.Name}' instead");
        }

        if (shape.IsGeneric)
        {
            problems.Add(
                type.Arity > 0 ? "a component cannot be generic" : "a component cannot be nested in a generic class",
                type.Arity > 0 ? $"make '{type.Name}' an abstract base and derive one sealed class for each type" : "move it out of that class");
        }
    }

    /// <summary><c>[Spout]</c> for <c>TopoGen.SpoutAttribute</c>.</summary>
    private static string Role(string attribute)
        => $"[{attribute.Substring(KnownNames.Namespace.Length + 1).Replace("Attribute", "")}]";

    private static void CheckOptions(AttributeData attribute, bool isSpout, ProblemCollector problems)
    {
        int parallelism = attribute.Argument("Parallelism", 1);
        if (parallelism < 1)
        {
            problems.Add($"Parallelism is {parallelism}", "declare 1 or more; '--component Name=0' switches a component off at start");
        }

        int maxInFlight = attribute.Argument("MaxInFlight", 64);
        if (!isSpout && maxInFlight is < 1 or > 65_536)
        {
            problems.Add($"MaxInFlight is {maxInFlight}", "declare 1 to 65536");
        }
    }
}
