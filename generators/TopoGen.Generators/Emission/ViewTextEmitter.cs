namespace TopoGen.Generators;

/// <summary>What a view says of itself: a ref struct is no record, so the compiler writes nothing, and generic code cannot call its <c>ToString</c>.</summary>
internal static class ViewTextEmitter
{
    public static void Write(SourceWriter writer, TupleModel model)
    {
        writer.WriteLine($"static string {CodecEmitter.Interface(model)}.Print(scoped in {CodecEmitter.Self(model.Shape)} tuple) => tuple.ToString();");
        if (!model.HasText)
        {
            writer.WriteLine();
            writer.WriteLine("/// <inheritdoc/>");
            writer.WriteLine($"public override string ToString() => {Text(model)};");
        }
    }

    /// <summary>As a record's: <c>Word { Letters = the, Line = 3 }</c>.</summary>
    private static string Text(TupleModel model)
    {
        string name = model.Shape.Name.TrimStart('@');
        return model.Fields.IsEmpty
            ? TypeNames.Literal(name + " { }")
            : $"$\"{name} {{{{ {string.Join(", ", model.Fields.Select(static field => $"{field.Name} = {{{Value(field)}}}"))} }}}}\"";
    }

    private static string Value(TupleField field)
    {
        string member = TypeNames.Identifier(field.Name);
        return field.Type.HasPayload ? $"(Runtime::ViewText.Of({member}))" : member;
    }
}
