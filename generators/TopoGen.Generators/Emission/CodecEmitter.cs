using Microsoft.CodeAnalysis.CSharp;

namespace TopoGen.Generators;

/// <summary>
/// The body of a codec. All fixed parts stand in one block at offsets that are computed here, the payloads follow in the order
/// of the fields.
/// </summary>
/// <remarks>Runtime types are named through aliases with <c>::</c>, which nothing in the user's code can hide.</remarks>
internal static class CodecEmitter
{
    private const string Writer = "Runtime::TupleWriter";
    private const string Reader = "Runtime::TupleReader";
    private const string Schema = "Runtime::TupleSchema";

    public static string Interface(TupleModel model) => $"Runtime::IStreamTuple<{Self(model)}>";

    /// <summary>What stands before the type in a file with codecs.</summary>
    public static void WriteHead(SourceWriter writer)
    {
        // Values round-trip as they are, also null where the annotations deny it; obsolete fields are data as well,
        // and a name the compiler frowned at was frowned at where it was chosen.
        writer.WriteLine("#nullable disable warnings");
        writer.WriteLine("#pragma warning disable CS0612, CS0618, CS8981");
        writer.WriteLine();
        WriteUsing(writer);
        writer.WriteLine("using Runtime = global::TopoGen.Runtime;");
        writer.WriteLine();
    }

    /// <summary>The alias by which codecs are named.</summary>
    public static void WriteUsing(SourceWriter writer) => writer.WriteLine("using Codecs = global::TopoGen.Runtime.Codecs;");

    public static void Write(SourceWriter writer, TupleModel model)
    {
        IReadOnlyList<string> locals = LocalNames(model.Fields.Select(static f => f.Name), "writer", "reader", "tuple", "block");
        writer.WriteLine($"static ulong {Interface(model)}.SchemaHash => {Schema}.HashOf<{Self(model)}>();");
        writer.WriteLine();
        writer.WriteLine($"static int {Interface(model)}.MinimumSize => {MinimumSize(model.Fields)};");
        writer.WriteLine();
        WriteDescribe(writer, model);
        writer.WriteLine();
        WriteWrite(writer, model, locals);
        writer.WriteLine();
        WriteRead(writer, model, locals);
    }

    /// <summary>A codec that names the problem, so that streams of the tuple compile and only the cause is reported.</summary>
    public static void WriteStub(SourceWriter writer, TupleModel model, Problem problem)
    {
        string thrown = $"throw new global::System.InvalidOperationException({TypeNames.Literal($"{model.Shape.Path}: {problem}")})";
        writer.WriteLine($"static ulong {Interface(model)}.SchemaHash => {thrown};");
        writer.WriteLine();
        writer.WriteLine($"static void {Interface(model)}.Write(ref {Writer} writer, scoped in {Self(model)} tuple) => {thrown};");
        writer.WriteLine();
        writer.WriteLine($"static {Self(model)} {Interface(model)}.Read(scoped ref {Reader} reader) => {thrown};");
    }

    private static void WriteDescribe(SourceWriter writer, TupleModel model)
    {
        string fields = string.Join(", ", model.Fields.Select(static field => $"{field.Name}: {field.Type.Schema}"));
        writer.WriteLine($"static void {Interface(model)}.Describe({Schema} schema)");
        using (writer.WriteBlock())
        {
            writer.WriteLine($"schema.Add({TypeNames.Literal($"{model.Shape.Path}({fields})")});");
            foreach (string tuple in model.Fields.SelectMany(static field => field.Type.Tuples).Distinct(StringComparer.Ordinal))
            {
                writer.WriteLine($"schema.Add<{tuple}>();");
            }
        }
    }

    private static void WriteWrite(SourceWriter writer, TupleModel model, IReadOnlyList<string> locals)
    {
        writer.WriteLine($"static void {Interface(model)}.Write(ref {Writer} writer, scoped in {Self(model)} tuple)");
        using (writer.WriteBlock())
        {
            if (model.IsClass)
            {
                writer.WriteLine($"Codecs::TupleClassCodec<{Self(model)}>.RequireExact(tuple);");
            }

            if (model.Fields.IsEmpty)
            {
                return;
            }

            writer.WriteLine($"var block = writer.Reserve({BlockSize(model.Fields)});");
            int offset = 0;
            for (int i = 0; i < model.Fields.Count; i++)
            {
                TupleField field = model.Fields[i];
                string header = field.Type.HasPayload ? $"int {locals[i]} = " : "";
                writer.WriteLine($"{header}{field.Type.Codec}.Write(block, {offset}, tuple.{TypeNames.Escape(field.Name)});");
                offset += field.Type.FixedSize;
            }

            for (int i = 0; i < model.Fields.Count; i++)
            {
                TupleField field = model.Fields[i];
                if (field.Type.HasPayload)
                {
                    writer.WriteLine($"{field.Type.Codec}.WritePayload(ref writer, tuple.{TypeNames.Escape(field.Name)}, {locals[i]});");
                }
            }
        }
    }

    private static void WriteRead(SourceWriter writer, TupleModel model, IReadOnlyList<string> locals)
    {
        writer.WriteLine($"static {Self(model)} {Interface(model)}.Read(scoped ref {Reader} reader)");
        using (writer.WriteBlock())
        {
            if (!model.Fields.IsEmpty)
            {
                writer.WriteLine($"var block = reader.Take({BlockSize(model.Fields)}, {TypeNames.Literal(Short(model))});");
            }

            int offset = 0;
            for (int i = 0; i < model.Fields.Count; i++)
            {
                TupleField field = model.Fields[i];
                string name = TypeNames.Literal($"{Short(model)}.{field.Name}");
                writer.WriteLine($"var {locals[i]} = {field.Type.Codec}.Read(ref reader, block, {offset}, {name});");
                offset += field.Type.FixedSize;
            }

            WriteConstruction(writer, model, locals);
        }
    }

    private static void WriteConstruction(SourceWriter writer, TupleModel model, IReadOnlyList<string> locals)
    {
        int parameters = model.Fields.Count(static field => field.IsParameter);
        string call = $"return new {Self(model)}({string.Join(", ", locals.Take(parameters))})";
        if (parameters == model.Fields.Count)
        {
            writer.WriteLine(call + ";");
            return;
        }

        writer.WriteLine(call);
        using (writer.WriteBlock("};"))
        {
            for (int i = parameters; i < model.Fields.Count; i++)
            {
                writer.WriteLine($"{TypeNames.Escape(model.Fields[i].Name)} = {locals[i]},");
            }
        }
    }

    private static int BlockSize(EquatableArray<TupleField> fields) => fields.Sum(static field => field.Type.FixedSize);

    /// <summary>The block, and what tuples by value in it need at least; an expression, since those may be compiled elsewhere.</summary>
    private static string MinimumSize(EquatableArray<TupleField> fields)
    {
        int known = fields.Where(static field => !field.Type.IsTupleStruct).Sum(static field => field.Type.FixedSize);
        IEnumerable<string> nested = fields
            .Where(static field => field.Type.IsTupleStruct)
            .Select(static field => $" + {field.Type.Codec}.MinimumSize");
        return known + string.Concat(nested);
    }

    /// <summary>The type's own name: inside it, no other can hide it.</summary>
    public static string Self(TypeShape shape) => shape.Name + shape.Declarations[shape.Declarations.Count - 1].TypeParameters;

    private static string Self(TupleModel model) => Self(model.Shape);

    private static string Short(TupleModel model) => model.Shape.Name.TrimStart('@');

    /// <summary>The fields' names in camel case, made distinct from each other and from what the methods call their own.</summary>
    public static IReadOnlyList<string> LocalNames(IEnumerable<string> fields, params string[] own)
    {
        var taken = new HashSet<string>(own, StringComparer.Ordinal);
        var names = new List<string>();
        foreach (string field in fields)
        {
            string name = char.ToLowerInvariant(field[0]) + field.Substring(1);
            while (!taken.Add(name))
            {
                name += "_";
            }

            names.Add(SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name);
        }

        return names;
    }
}
