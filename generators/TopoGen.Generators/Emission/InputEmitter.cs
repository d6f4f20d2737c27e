namespace TopoGen.Generators;

/// <summary>The nested class that hands the tuples of one channel to a handler.</summary>
internal static class InputEmitter
{
    public static void Emit(SourceWriter writer, ComponentModel model, HandlerModel handler)
    {
        string kind = handler.IsAsync ? "AsyncInput" : handler.AcksByHand ? "ManualInput" : "Input";
        writer.WriteLine();
        writer.WriteLine($"private sealed class {handler.Adapter}(__Task task) : {KnownNames.Runtime}{kind}<{handler.Tuple.FullName}>(task, {TypeNames.Literal(handler.Method.TrimStart('@'))})");
        using (writer.WriteBlock())
        {
            writer.WriteLine($"private readonly {model.Shape.FullName} _component = task.Instance;");
            foreach (string table in handler.Arguments.Where(static a => a.Kind == ArgumentKind.State).Select(static a => a.Table).Distinct())
            {
                TableModel state = model.Tables.First(t => t.Member == table);
                writer.WriteLine($"private readonly {TaskEmitter.Type(state)} {Field(table)} = task.{table};");
            }

            writer.WriteLine();
            if (handler.IsAsync)
            {
                Async(writer, handler);
            }
            else
            {
                Sync(writer, handler);
            }
        }
    }

    private static void Async(SourceWriter writer, HandlerModel handler)
    {
        writer.WriteLine($"protected override {Names.ValueTask} Call(in {handler.Tuple.FullName} tuple, {KnownNames.Abstractions}Anchor anchor, {Names.CancellationToken} cancellation)");
        using (writer.Indent())
        {
            writer.WriteLine(handler.ReturnsTask ? $"=> new {Names.ValueTask}({Call(handler)});" : $"=> {Call(handler)};");
        }
    }

    /// <summary>
    /// A timed call has a method of its own, because its code in the same one would cost every call registers and jumps: a fused chain
    /// takes a fifth longer with it.
    /// </summary>
    private static void Sync(SourceWriter writer, HandlerModel handler)
    {
        Untimed(writer, handler, $"Send(scoped in {handler.Tuple.FullName} tuple)");
        if (handler.Key is not null)
        {
            writer.WriteLine();
            Untimed(writer, handler, $"SendHashed(scoped in {handler.Tuple.FullName} tuple, ulong hash)", isHashed: true);
        }

        writer.WriteLine();
        writer.WriteLine("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]");
        writer.WriteLine($"private void SendTimed(in {handler.Tuple.FullName} tuple)");
        using (writer.WriteBlock())
        {
            Guarded(writer, handler, isHashed: false, "long begun = Timestamp();", Call(handler) + ";", "AddSample(begun);");
        }
    }

    private static void Untimed(SourceWriter writer, HandlerModel handler, string signature, bool isHashed = false)
    {
        writer.WriteLine($"public override void {signature}");
        using (writer.WriteBlock())
        {
            writer.WriteLine("if (IsSampled())");
            using (writer.WriteBlock())
            {
                writer.WriteLine("SendTimed(in tuple);");
                writer.WriteLine("return;");
            }

            writer.WriteLine();
            Guarded(writer, handler, isHashed, Call(handler) + ";");
        }
    }

    private static void Guarded(SourceWriter writer, HandlerModel handler, bool isHashed, params string[] statements)
    {
        if (handler.AcksByHand)
        {
            writer.WriteLine($"{KnownNames.Abstractions}Anchor anchor = Begin();");
        }

        writer.WriteLine("try");
        using (writer.WriteBlock())
        {
            if (handler is { Key: { } selector, IsKeyOfView: false })
            {
                writer.WriteLine($"var key = {selector}.Select(in tuple);");
            }

            if (handler.Key is not null && !isHashed)
            {
                writer.WriteLine($"ulong hash = {handler.Key}.{(handler.IsKeyOfView ? "HashOf(in tuple)" : "Hash(key)")};");
            }

            foreach (string statement in statements)
            {
                writer.WriteLine(statement);
            }
        }

        writer.WriteLine("catch (global::System.Exception exception)");
        using (writer.WriteBlock())
        {
            writer.WriteLine($"{(handler.Tuple.IsView ? "FailView" : "Fail")}(exception, in tuple{(handler.AcksByHand ? ", anchor" : "")});");
        }

        if (handler.AcksByHand)
        {
            writer.WriteLine();
            writer.WriteLine("End(anchor);");
        }
    }

    private static string Call(HandlerModel handler)
        => $"_component.{handler.Method}({string.Join(", ", handler.Arguments.Select(a => a.Kind switch
        {
            ArgumentKind.TupleByReference => "in tuple",
            ArgumentKind.TupleByValue => "tuple",
            ArgumentKind.State when handler.IsKeyOfView => $"ref {Field(a.Table)}.GetOrAdd<{handler.Tuple.FullName}, {handler.Key}>(in tuple, hash)",
            ArgumentKind.State => $"ref {Field(a.Table)}.GetOrAdd(key, hash)",
            ArgumentKind.Anchor => "anchor",
            _ => "cancellation",
        }))})";

    private static string Field(string table) => "_" + char.ToLowerInvariant(table[0]) + table.Substring(1);
}
