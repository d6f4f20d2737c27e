using System.Globalization;

namespace TopoGen.Generators;

/// <summary>The nested class by which the engine drives one instance of a component.</summary>
internal static class TaskEmitter
{
    public static void Emit(SourceWriter writer, ComponentModel model)
    {
        writer.WriteLine();
        writer.WriteLine("// One instance of the component as the engine drives it.");
        writer.WriteLine($"private sealed class __Task({model.Shape.FullName} component) : {Base(model)}");
        using (writer.WriteBlock())
        {
            writer.WriteLine($"internal readonly {model.Shape.FullName} Instance = component;");
            foreach (TableModel table in model.Tables)
            {
                writer.WriteLine();
                writer.WriteLine($"internal readonly {Type(table)} {table.Member} = new({Arguments(table)});");
            }

            writer.WriteLine();
            writer.WriteLine("public override object Component => Instance;");
            Next(writer, model);
            Messages(writer, model);
            if (model.Position is { } position)
            {
                writer.WriteLine();
                writer.WriteLine($"public override long Position {{ get => Instance.{position.Field}; set => Instance.{position.Field} = value; }}");
            }

            StateEmitter.Emit(writer, model);
            Link(writer, model);
            CreateInput(writer, model);
            Hook(writer, model.Open, $"Open({KnownNames.Abstractions}TaskContext context)");
            Hook(writer, model.End, "End()");
            if (!model.End.IsEmpty && model.Handlers.Any(static h => h.AcksByHand))
            {
                writer.WriteLine();
                writer.WriteLine("public override bool SettlesAtEnd => true;");
            }

            Hook(writer, model.Close, "Close()");
            Hook(writer, model.Commits, "Committed(long epoch)");
            Tick(writer, model);
        }
    }

    public static string Type(TableModel table)
        => $"{KnownNames.Runtime}KeyedTable<{table.Key}, {table.Value.Annotated}, {table.Selector}>";

    private static string Arguments(TableModel table)
    {
        string create = table.IsConstructed ? $"static () => new {table.Value.FullName}()" : "";
        return table.TimeToLive == 0 ? create : $"{(create.Length == 0 ? "null" : create)}, {ComponentEmitter.Interval(table.TimeToLive)}";
    }

    private static string Base(ComponentModel model) => model.Role switch
    {
        ComponentRole.Spout => KnownNames.Runtime + (model.Messages is { } ids ? $"ReliableSpoutTask<{ids.Id.FullName}>" : "SpoutTask"),
        ComponentRole.AsyncSpout => KnownNames.Runtime + (model.Messages is { } ids ? $"ReliableAsyncSpoutTask<{ids.Id.FullName}>" : "AsyncSpoutTask"),
        ComponentRole.AsyncBolt => $"{KnownNames.Runtime}AsyncBoltTask(maxInFlight: {Text(model.MaxInFlight)}, ordered: {(model.Ordered ? "true" : "false")})",
        _ => KnownNames.Runtime + "BoltTask",
    };

    private static void Next(SourceWriter writer, ComponentModel model)
    {
        const string Status = KnownNames.Abstractions + "SpoutStatus";
        if (model.Role == ComponentRole.Spout)
        {
            writer.WriteLine();
            writer.WriteLine($"public override {Status} Next() => {model.Next};");
        }
        else if (model.Role == ComponentRole.AsyncSpout)
        {
            writer.WriteLine();
            writer.WriteLine($"public override {Names.ValueTask}<{Status}> NextAsync({Names.CancellationToken} cancellation) => {model.Next};");
        }
    }

    private static void Messages(SourceWriter writer, ComponentModel model)
    {
        if (model.Messages is { HasAck: true } acked)
        {
            writer.WriteLine();
            writer.WriteLine($"public override void Ack({acked.Id.FullName} messageId) => Instance.Ack(messageId);");
        }

        if (model.Messages is { HasFail: true } failed)
        {
            writer.WriteLine();
            writer.WriteLine($"public override void Fail({failed.Id.FullName} messageId, {KnownNames.Abstractions}FailReason reason) => Instance.Fail(messageId, reason);");
        }
    }

    private static void Link(SourceWriter writer, ComponentModel model)
        => Switch(
            writer,
            $"public override void Link(int output, {KnownNames.Runtime}OutputPort port)",
            "output",
            model.Fields.Select(s => $"Instance.{s.Field} = {Port(model, s)};"),
            "base.Link(output, port);");

    private static string Port(ComponentModel model, StreamModel stream)
    {
        string suffix = $"{(stream.Direct ? "Direct" : "")}<{stream.Tuple.FullName}>(port)";
        return model.Role switch
        {
            ComponentRole.AsyncBolt => "Anchored" + suffix,
            ComponentRole.AsyncSpout => (stream.HasMessages ? "BufferReliable" : "Buffer") + suffix,
            ComponentRole.Spout when stream is { HasMessages: true, Direct: false, Tuple.IsView: true } => "ReliableView" + suffix,
            ComponentRole.Spout when stream.HasMessages => "Reliable" + suffix,
            ComponentRole.Bolt when stream.HasAnchors => "Manual" + suffix,
            _ => $"({ComponentEmitter.PortType(model, stream)})port",
        };
    }

    private static void CreateInput(SourceWriter writer, ComponentModel model)
    {
        if (model.Subscriptions.IsEmpty)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteLine($"public override {KnownNames.Runtime}OutputPort CreateInput(int subscription) => subscription switch");
        using (writer.WriteBlock("{", "};"))
        {
            for (int i = 0; i < model.Subscriptions.Count; i++)
            {
                writer.WriteLine($"{Text(i)} => new {model.Handlers[model.Subscriptions[i].Handler].Adapter}(this),");
            }

            writer.WriteLine("_ => base.CreateInput(subscription),");
        }
    }

    private static void Hook(SourceWriter writer, EquatableArray<HookModel> hooks, string signature)
    {
        if (hooks.IsEmpty)
        {
            return;
        }

        writer.WriteLine();
        if (hooks.Count == 1)
        {
            writer.WriteLine($"public override void {signature} => {Call(hooks[0])};");
            return;
        }

        writer.WriteLine($"public override void {signature}");
        using (writer.WriteBlock())
        {
            foreach (HookModel hook in hooks)
            {
                writer.WriteLine(Call(hook) + ";");
            }
        }
    }

    private static void Tick(SourceWriter writer, ComponentModel model)
        => Switch(writer, "public override void Tick(int tick)", "tick", model.Ticks.Select(static t => Call(t.Call) + ";"), "base.Tick(tick);");

    private static void Switch(SourceWriter writer, string signature, string subject, IEnumerable<string> cases, string otherwise)
    {
        List<string> all = cases.ToList();
        if (all.Count == 0)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteLine(signature);
        using (writer.WriteBlock())
        {
            writer.WriteLine($"switch ({subject})");
            using (writer.WriteBlock())
            {
                for (int i = 0; i <= all.Count; i++)
                {
                    writer.WriteLine(i == all.Count ? "default:" : $"case {Text(i)}:");
                    using (writer.Indent())
                    {
                        writer.WriteLine(i == all.Count ? otherwise : all[i]);
                        writer.WriteLine("break;");
                    }
                }
            }
        }
    }

    private static string Call(HookModel hook) => $"Instance.{hook.Method}({string.Join(", ", hook.Arguments)})";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
