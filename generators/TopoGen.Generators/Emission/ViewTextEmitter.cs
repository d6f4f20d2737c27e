namespace TopoGen.Generators;

/// <summary>What a view says of itself in failures: a ref struct is no record, so the compiler writes none.</summary>
internal static class ViewTextEmitter
{
    private const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";

    public static void Write(SourceWriter writer, TupleModel model)
    {
        string name = model.Shape.Name.TrimStart('@');
        IEnumerable<string> fields = model.Fields.Select(static field => $"{field.Name} = {{{Value(field)}}}");
        writer.WriteLine("/// <inheritdoc/>");
        writer.WriteLine(model.Fields.IsEmpty
            ? $"public override string ToString() => {TypeNames.Literal(model.Problem is null ? name + " { }" : name)};"
            : $"public override string ToString() => string.Create({Invariant}, $\"{name} {{{{ {string.Join(", ", fields)} }}}}\");");
    }

    private static string Value(TupleField field)
    {
        string member = "this." + TypeNames.Escape(field.Name);
        return field.Type.HasPayload ? $"(Runtime::ViewText.Of({member}))" : member;
    }
}
