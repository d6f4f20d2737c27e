namespace TopoGen.Generators;

/// <summary>What a task class says about its state: the tables with their codecs, and how its fields are written and read.</summary>
internal static class StateEmitter
{
    /// <summary>Whether the file needs the names of codecs.</summary>
    public static bool NeedsCodecs(ComponentModel model) => !model.Kept.IsEmpty || model.Tables.Any(static t => t.Codec is not null);

    public static void Emit(SourceWriter writer, ComponentModel model)
    {
        List<TableModel> expiring = model.Tables.Where(static t => t.TimeToLive > 0).ToList();
        if (expiring.Count > 0)
        {
            writer.WriteLine();
            writer.WriteLine(
                $"public override {KnownNames.Runtime}IExpiringState[] ExpiringStates => [{string.Join(", ", expiring.Select(static t => t.Member))}];");
        }

        if (!NeedsCodecs(model))
        {
            return;
        }

        // Values are restored as they were, also null where the annotations deny it.
        writer.WriteLine();
        writer.WriteLine("#nullable disable warnings");
        Tables(writer, model.Tables.Where(static t => t.Codec is not null).ToList());
        if (!model.Kept.IsEmpty)
        {
            Fields(writer, model);
            Copies(writer, model);
        }

        writer.WriteLine("#nullable enable warnings");
    }

    private static void Tables(SourceWriter writer, List<TableModel> tables)
    {
        if (tables.Count == 0)
        {
            return;
        }

        writer.WriteLine($"public override {KnownNames.Runtime}StateTable[] CreateTables() =>");
        using (writer.WriteBlock("[", "];"))
        {
            foreach (TableModel table in tables)
            {
                string types = $"{table.Key}, {table.Value.Annotated}, {table.Selector}, {table.KeyCodec}, {table.Codec}";
                writer.WriteLine($"new {KnownNames.Runtime}StateTable<{types}>({TypeNames.Literal(table.Name)}, {table.Member}),");
            }
        }
    }

    private static void Fields(SourceWriter writer, ComponentModel model)
    {
        if (model.Tables.Any(static t => t.Codec is not null))
        {
            writer.WriteLine();
        }

        writer.WriteLine($"public override void WriteFields(ref {KnownNames.Runtime}TupleWriter writer)");
        using (writer.WriteBlock())
        {
            foreach (KeptFieldModel field in model.Kept)
            {
                writer.WriteLine(
                    StateRecordEmitter.Field("Write", field.Type, $"ref writer, {StateRecordEmitter.Id(field.Id)}, Instance.{field.Member}") + ";");
            }
        }

        const string Reader = KnownNames.Runtime + "TupleReader";
        writer.WriteLine();
        writer.WriteLine($"public override void ReadFields(scoped ref {Reader} reader)");
        using (writer.WriteBlock())
        {
            StateRecordEmitter.ReadFields(writer, Reader, model.Kept.Select(f =>
            {
                string name = TypeNames.Literal($"{model.Summary.Name}.{f.Name}");
                return (f.Id, f.Name, new[] { $"Instance.{f.Member} = {StateRecordEmitter.Field("Read", f.Type, $"ref field, {name}")};" });
            }));
        }
    }

    /// <summary>The fields' values beside each other, for a call that throws.</summary>
    private static void Copies(SourceWriter writer, ComponentModel model)
    {
        const string Base = KnownNames.Runtime + "KeptFields";
        writer.WriteLine();
        writer.WriteLine($"public override {Base} CreateKeptFields() => new __Fields(Instance);");
        writer.WriteLine();
        writer.WriteLine("// What a call that throws leaves as it was.");
        writer.WriteLine($"private sealed class __Fields({model.Shape.FullName} component) : {Base}<__Fields.Copy>");
        using (writer.WriteBlock())
        {
            Assign(writer, model, "Save(ref Copy copy)", "copy", "component");
            Assign(writer, model, "Restore(in Copy copy)", "component", "copy");
            writer.WriteLine("public struct Copy");
            using (writer.WriteBlock())
            {
                foreach (KeptFieldModel field in model.Kept)
                {
                    writer.WriteLine($"public {field.Type.Type} {field.Member};");
                }
            }
        }
    }

    private static void Assign(SourceWriter writer, ComponentModel model, string method, string to, string from)
    {
        writer.WriteLine($"protected override void {method}");
        using (writer.WriteBlock())
        {
            foreach (KeptFieldModel field in model.Kept)
            {
                writer.WriteLine($"{to}.{field.Member} = {from}.{field.Member};");
            }
        }

        writer.WriteLine();
    }
}
