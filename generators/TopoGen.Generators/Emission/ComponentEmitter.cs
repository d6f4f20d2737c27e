using System.Globalization;

namespace TopoGen.Generators;

/// <summary><see cref="ComponentModel"/> to text: the outputs, the definition, and the classes by which the engine calls the component.</summary>
internal static class ComponentEmitter
{
    private const string Definition = KnownNames.Runtime + "ComponentDefinition";
    private const string Kind = KnownNames.Runtime + "ComponentKind";

    /// <summary>Called for every component whose declarations are all partial.</summary>
    public static string Emit(PlacedComponentModel placed)
    {
        ComponentModel model = placed.Component;
        SourceWriter writer = SourceWriter.CSharp();
        writer.WriteLine("// What the user marked as obsolete is still used as declared.");
        writer.WriteLine("#pragma warning disable CS0612, CS0618");
        writer.WriteLine();
        if (StateEmitter.NeedsCodecs(model))
        {
            CodecEmitter.WriteUsing(writer);
            writer.WriteLine();
        }

        bool canImplement = model.Summary.HasPart;
        string bases = canImplement ? $"{KnownNames.Runtime}IComponent<{model.Shape.FullName}>" : "";
        IEnumerable<string> remarks = model.Problem is null ? [RemarksEmitter.Remarks(model, placed.Neighborhood)] : [];
        IEnumerable<string> streams = model.Sink is not null ? [] : model.Fields.Select(static s =>
            $"[{KnownNames.Abstractions}OutputStream<{s.Tuple.FullName}>({TypeNames.Literal(s.Name)}{(s.Direct ? ", Direct = true" : "")})]");
        IEnumerable<string> refusals = model.Summary.Topology is null ? model.Summary.Conditions.SelectMany(NotFor) : [];
        using (writer.WriteType(model.Shape, bases, string.Join("\n", remarks.Concat(streams).Concat(refusals))))
        {
            if (model.Problem is { } problem)
            {
                StubEmitter.Outputs(writer, model.Summary.Name, model.Outputs, problem);
                if (canImplement)
                {
                    Property(writer, model);
                    using (writer.WriteBlock("{", "};"))
                    {
                        Head(writer, model);
                        writer.WriteLine($"Problem = {TypeNames.Literal(problem.ToString())},");
                        writer.WriteLine($"CreateTask = static _ => {StubEmitter.Throw(model.Summary.Name, problem)},");
                    }
                }
            }
            else
            {
                Outputs(writer, model);
                Property(writer, model);
                using (writer.WriteBlock("{", "};"))
                {
                    Head(writer, model);
                    Body(writer, model);
                }

                TaskEmitter.Emit(writer, model);
                foreach (HandlerModel handler in model.Handlers)
                {
                    InputEmitter.Emit(writer, model, handler);
                }

                foreach (KeyModel key in model.Keys)
                {
                    KeyEmitter.Emit(writer, key, isKept: model.Tables.Any(t => t.KeyCodec == key.Selector && t.Codec is not null));
                }
            }
        }

        return writer.ToString();
    }

    /// <summary>The runtime's class for a stream's port.</summary>
    public static string PortType(ComponentModel model, StreamModel stream)
    {
        string kind = model.Role switch
        {
            ComponentRole.AsyncBolt => "Anchored",
            ComponentRole.Bolt when stream.HasAnchors => "Manual",
            ComponentRole.Spout when stream is { HasMessages: true, Direct: false, Tuple.IsView: true } => "ReliableView",
            ComponentRole.Spout when stream.HasMessages => "Reliable",
            ComponentRole.AsyncSpout when stream.HasMessages => "BufferedReliable",
            _ => "",
        };
        string id = stream.HasMessages ? ", " + model.Messages!.Id.FullName : "";
        return $"{KnownNames.Runtime}{kind}{(stream.Direct ? "DirectOutput" : "Output")}<{stream.Tuple.FullName}{id}>";
    }

    /// <summary>What topologies of other projects are told that include it. Who stands in a topology's class is not made for others.</summary>
    private static IEnumerable<string> NotFor(ConditionalProblem condition)
    {
        Problem problem = condition.Problem;
        return problem.IsConsequence
            ? []
            : Deliveries.All.Where(condition.Concerns).Select(delivery
                => $"[{KnownNames.Abstractions}NotFor({KnownNames.Abstractions}Delivery.{delivery}, {TypeNames.Literal(problem.Rule!.Id)}, {TypeNames.Literal(problem.Reason)}, {TypeNames.Literal(problem.Advice)})]");
    }

    private static void Outputs(SourceWriter writer, ComponentModel model)
    {
        for (int i = 0; i < model.Fields.Count; i++)
        {
            StreamModel stream = model.Fields[i];
            writer.WriteLine(model.Sink is { } sink
                ? $"// The '{stream.Tuple.ShortName}' commands {(sink.IsImmediate ? "are applied" : "become a part of the running epoch. Once that is committed, they are applied")} by {sink.Type.ShortName}."
                : $"// Where the '{stream.Tuple.ShortName}' tuples of stream {TypeNames.Literal(stream.Name)} go (direct calls, rings, groupings) is linked at start, before Open.");
            writer.WriteLine($"private {PortType(model, stream)} {stream.Field} = null!;");
            writer.WriteLine();
            foreach (OutputModel output in model.Outputs.Where(o => o.Stream == i))
            {
                if (output.IsOverride)
                {
                    writer.WriteLine("/// <inheritdoc/>");
                }

                writer.WriteLine($"{output.Signature} => {stream.Field}.Send({output.Arguments});");
                writer.WriteLine();
            }
        }
    }

    private static void Property(SourceWriter writer, ComponentModel model)
        => writer.WriteLine($"static {Definition} {KnownNames.Runtime}IComponent<{model.Shape.FullName}>.Definition {{ get; }} = new()");

    private static void Head(SourceWriter writer, ComponentModel model)
    {
        writer.WriteLine($"Name = {TypeNames.Literal(model.Summary.Name)},");
        writer.WriteLine($"Kind = {Kind}.{(model.Summary.IsSpout ? "Spout" : "Bolt")},");
        writer.WriteLine($"Type = typeof({model.Shape.FullName}),");
    }

    private static void Body(SourceWriter writer, ComponentModel model)
    {
        writer.WriteLine($"Parallelism = {model.Summary.Parallelism.ToString(CultureInfo.InvariantCulture)},");
        if (model.Recovery != Recoveries.Checkpoint)
        {
            writer.WriteLine($"Recovery = {KnownNames.Abstractions}Recovery.{model.Recovery},");
        }

        List(writer, "Outputs", model.Fields.Select(static s =>
            $"new {KnownNames.Runtime}{(s.Tuple.IsView ? "View" : "")}StreamDefinition<{s.Tuple.FullName}>({TypeNames.Literal(s.Name)}{(s.Direct ? ", direct: true" : "")}{(s.HasMessages ? ", hasMessages: true" : "")})"));
        List(writer, "Inputs", model.Subscriptions.Select(s => Subscription(model, s)));
        List(writer, "Ticks", model.Ticks.Select(static t =>
            $"new {KnownNames.Runtime}TickDefinition({TypeNames.Literal(t.Call.Method)}, {Interval(t.Interval)})"));
        List(writer, "States", model.States.Select(State));
        if (model.Position is { } position)
        {
            writer.WriteLine($"PositionStep = {position.Step.ToString(CultureInfo.InvariantCulture)},");
        }

        if (!model.Commits.IsEmpty)
        {
            writer.WriteLine("HasEffects = true,");
        }

        if (model.Sink is { } sink)
        {
            string definition = $"{KnownNames.Runtime}SinkDefinition<{sink.Type.FullName}, {sink.Command.FullName}>";
            Create(writer, model, $"Sink = new {definition}({Lambda(sink.Constructor)}", sink.Type.FullName, sink.Constructor, sink.IsImmediate ? ") { IsImmediate = true }" : ")");
        }

        Create(writer, model, $"CreateTask = {Lambda(model.Constructor)}new __Task(", model.Shape.FullName, model.Constructor, ")");
    }

    private static string Lambda(EquatableArray<InjectionModel> arguments) => $"static {(arguments.IsEmpty ? "_" : "services")} => ";

    /// <summary>Builds an object from the container.</summary>
    private static void Create(
        SourceWriter writer, ComponentModel model, string before, string type, EquatableArray<InjectionModel> arguments, string after)
    {
        if (arguments.IsEmpty)
        {
            writer.WriteLine($"{before}new {type}(){after},");
            return;
        }

        writer.WriteLine($"{before}new {type}(");
        using (writer.Indent())
        {
            for (int i = 0; i < arguments.Count; i++)
            {
                writer.WriteLine(Argument(model.Summary.Name, arguments[i], i) + (i == arguments.Count - 1 ? $"){after}," : ","));
            }
        }
    }

    private static void List(SourceWriter writer, string property, IEnumerable<string> items)
    {
        List<string> all = items.ToList();
        if (all.Count == 0)
        {
            return;
        }

        writer.WriteLine($"{property} =");
        using (writer.WriteBlock("[", "],"))
        {
            all.ForEach(item => writer.WriteLine(item + ","));
        }
    }

    private static string State(StateModel state)
    {
        string key = state.Key is null ? "null" : TypeNames.Literal(state.Key);
        string kept = state.Layout is { } layout ? $"Layout = {Layout(layout)}" : $"Problem = {TypeNames.Literal(state.Problem!.ToString())}";
        string expires = state.TimeToLive > 0 ? $", TimeToLive = {Interval(state.TimeToLive)}" : "";
        return $"new {KnownNames.Runtime}StateDefinition({TypeNames.Literal(state.Name)}, {key}, {TypeNames.Literal(state.Value)}) {{ {kept}{expires} }}";
    }

    private static string Layout(LayoutModel layout)
    {
        string type = TypeNames.Literal(layout.Type);
        string records = string.Join(" ", layout.Records.Distinct().Select(static r => $"schema.Add<{r}>();"));
        return records.Length == 0 ? type : $"{KnownNames.Runtime}StateSchema.TextOf({type}, static schema => {{ {records} }})";
    }

    private static string Subscription(ComponentModel model, SubscriptionModel subscription)
    {
        HandlerModel handler = model.Handlers[subscription.Handler];
        return $"new {KnownNames.Runtime}{(handler.Tuple.IsView ? "View" : "")}SubscriptionDefinition<{handler.Tuple.FullName}>("
            + $"{TypeNames.Literal(subscription.Source)}, {TypeNames.Literal(subscription.Stream)}, {TypeNames.Literal(handler.Method.TrimStart('@'))}, "
            + $"{KnownNames.Runtime}Grouping.{subscription.Grouping}{(handler.IsAsync ? ", isAsync: true" : "")}{(handler.AcksByHand ? ", acksByHand: true" : "")})";
    }

    /// <summary>A time, in ticks of 100 ns, as an expression.</summary>
    public static string Interval(long ticks)
        => ticks % TimeSpan.TicksPerMillisecond == 0
            ? $"global::System.TimeSpan.FromMilliseconds({(ticks / TimeSpan.TicksPerMillisecond).ToString(CultureInfo.InvariantCulture)})"
            : $"global::System.TimeSpan.FromTicks({ticks.ToString(CultureInfo.InvariantCulture)})";

    private static string Argument(string component, InjectionModel argument, int index) => argument.Kind switch
    {
        InjectionKind.Provider => "services",
        InjectionKind.Optional => $"services.GetService(typeof({argument.Type.FullName})) is {argument.Type.FullName} service{index.ToString(CultureInfo.InvariantCulture)} ? service{index.ToString(CultureInfo.InvariantCulture)} : {argument.Default}",
        _ => $"{KnownNames.Runtime}ComponentServices.Require<{argument.Type.FullName}>(services, {TypeNames.Literal(component)})",
    };
}
