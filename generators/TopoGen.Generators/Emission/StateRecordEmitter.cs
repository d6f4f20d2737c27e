using System.Globalization;

namespace TopoGen.Generators;

/// <summary><see cref="StateRecordModel"/> to text: the tolerant codec, by which checkpoints keep a record.</summary>
/// <remarks>Runtime types are named as in <see cref="CodecEmitter"/>.</remarks>
internal static class StateRecordEmitter
{
    private const string Writer = "Runtime::TupleWriter";
    private const string Reader = "Runtime::TupleReader";
    private const string Schema = "Runtime::StateSchema";

    public static string Interface(StateRecordModel model) => $"Runtime::IStateRecord<{Self(model)}>";

    /// <summary>The file of a type that is no tuple.</summary>
    public static string Emit(StateRecordModel model)
    {
        SourceWriter writer = SourceWriter.CSharp();
        if (!model.TakesPart)
        {
            return writer.WriteLine("// No codec: nothing can be added to a type that is static, a ref struct or local to its file.").ToString();
        }

        CodecEmitter.WriteHead(writer);
        using (writer.WriteType(model.Shape, Interface(model)))
        {
            Write(writer, model);
        }

        return writer.ToString();
    }

    /// <summary>The members of the contract.</summary>
    public static void Write(SourceWriter writer, StateRecordModel model)
    {
        string self = Self(model);
        string contract = Interface(model);
        if (model.Problem is { } problem)
        {
            string thrown = StubEmitter.Throw(model.Shape.Path, problem);
            writer.WriteLine($"static void {contract}.Describe({Schema} schema) => {thrown};");
            writer.WriteLine();
            writer.WriteLine($"static void {contract}.Write(ref {Writer} writer, scoped in {self} value) => {thrown};");
            writer.WriteLine();
            writer.WriteLine($"static {self} {contract}.Read(scoped ref {Reader} reader) => {thrown};");
            return;
        }

        writer.WriteLine($"static void {contract}.Describe({Schema} schema)");
        using (writer.WriteBlock())
        {
            string fields = string.Join(", ", model.Fields.Select(static f => $"{f.Identity}: {f.Type.Schema}"));
            writer.WriteLine($"schema.Add({TypeNames.Literal(model.Shape.Path)}, {TypeNames.Literal(fields)});");
            foreach (string record in model.Fields.SelectMany(static f => f.Type.Tuples).Distinct(StringComparer.Ordinal))
            {
                writer.WriteLine($"schema.Add<{record}>();");
            }
        }

        writer.WriteLine();
        writer.WriteLine($"static void {contract}.Write(ref {Writer} writer, scoped in {self} value)");
        using (writer.WriteBlock())
        {
            if (model.IsClass)
            {
                writer.WriteLine($"Codecs::StateClassCodec<{self}>.RequireExact(value);");
            }

            foreach (StateFieldModel field in model.Fields)
            {
                writer.WriteLine(Field("Write", field.Type, $"ref writer, {Id(field.Id)}, value.{TypeNames.Escape(field.Name)}") + ";");
            }
        }

        writer.WriteLine();
        writer.WriteLine($"static {self} {contract}.Read(scoped ref {Reader} reader)");
        using (writer.WriteBlock())
        {
            Read(writer, model);
        }
    }

    /// <summary>A call that writes or reads one field.</summary>
    public static string Field(string method, TupleFieldType type, string arguments)
        => $"Codecs::StateField.{method}<{type.Type}, {type.Codec}>({arguments})";

    public static string Id(uint id) => $"0x{id.ToString("X8", CultureInfo.InvariantCulture)}u";

    /// <summary>The loop over the fields that are there.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="reader">The reader's type.</param>
    /// <param name="fields">Id, name, and the statements for each field, which read it from <c>field</c>.</param>
    public static void ReadFields(SourceWriter writer, string reader, IEnumerable<(uint Id, string Name, string[] Statements)> fields)
    {
        writer.WriteLine($"while (reader.NextField(out uint id, out {reader} field))");
        using (writer.WriteBlock())
        {
            writer.WriteLine("switch (id)");
            using (writer.WriteBlock())
            {
                foreach ((uint id, string name, string[] statements) in fields)
                {
                    writer.WriteLine($"case {Id(id)}: // {name}");
                    using (writer.Indent())
                    {
                        foreach (string statement in statements)
                        {
                            writer.WriteLine(statement);
                        }

                        writer.WriteLine("break;");
                    }
                }
            }
        }
    }

    private static void Read(SourceWriter writer, StateRecordModel model)
    {
        List<StateFieldModel> fields = model.Fields.ToList();
        string self = Self(model);
        if (fields.TrueForAll(static f => f.Kind == StateFieldKind.Assigned))
        {
            writer.WriteLine($"var value = new {self}();");
            if (fields.Count > 0)
            {
                writer.WriteLine();
                ReadFields(writer, Reader, fields.Select(f => (f.Id, f.Identity, new[] { $"value.{TypeNames.Escape(f.Name)} = {Value(model, f)};" })));
            }

            writer.WriteLine();
            writer.WriteLine("return value;");
            return;
        }

        List<StateLocal> locals = StateLocal.Of(fields);
        foreach (StateLocal local in locals)
        {
            writer.WriteLine($"{local.Field.Type.Type} {local.Name} = {local.Field.Default};");
            if (local.Has.Length > 0)
            {
                writer.WriteLine($"bool {local.Has} = false;");
            }
        }

        ReadFields(writer, Reader, locals.Select(l => (l.Field.Id, l.Field.Identity, l.Has.Length > 0
            ? new[] { $"{l.Name} = {Value(model, l.Field)};", $"{l.Has} = true;" }
            : [$"{l.Name} = {Value(model, l.Field)};"])));
        writer.WriteLine();
        Construct(writer, self, locals);
    }

    /// <summary>What a new value would have is known only by making one: some members keep that where they were not written.</summary>
    private static void Construct(SourceWriter writer, string self, List<StateLocal> locals)
    {
        string call = $"new {self}({string.Join(", ", locals.Where(static l => l.Field.Kind == StateFieldKind.Parameter).Select(static l => l.Name))})";
        List<string> required = locals
            .Where(static l => l.Field.Kind == StateFieldKind.Required)
            .Select(static l => $"{l.Member} = {l.Name}")
            .ToList();
        List<string> optional = locals
            .Where(static l => l.Field.Kind == StateFieldKind.Initialized)
            .Select(static l => $"{l.Member} = {l.Has} ? {l.Name} : origin.{l.Member}")
            .ToList();
        if (optional.Count > 0)
        {
            writer.WriteLine($"var origin = {call}{Initializer(required)};");
        }

        writer.WriteLine($"var value = {call}{Initializer([.. required, .. optional])};");
        foreach (StateLocal local in locals.Where(static l => l.Field.Kind == StateFieldKind.Assigned))
        {
            writer.WriteLine($"if ({local.Has})");
            using (writer.WriteBlock())
            {
                writer.WriteLine($"value.{local.Member} = {local.Name};");
            }

            writer.WriteLine();
        }

        writer.WriteLine("return value;");
    }

    private static string Initializer(List<string> members) => members.Count == 0 ? "" : $" {{ {string.Join(", ", members)} }}";

    private static string Value(StateRecordModel model, StateFieldModel field)
        => Field("Read", field.Type, $"ref field, {TypeNames.Literal($"{model.Shape.Name.TrimStart('@')}.{field.Name}")}");

    private static string Self(StateRecordModel model) => CodecEmitter.Self(model.Shape);
}
