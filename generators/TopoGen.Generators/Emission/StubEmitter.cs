namespace TopoGen.Generators;

/// <summary>
/// What is written for a declaration that cannot be generated: the compiler must not stop at an unimplemented partial method
/// before it has reported the cause.
/// </summary>
internal static class StubEmitter
{
    public static string Throw(string declaration, Problem problem)
        => $"throw new global::System.InvalidOperationException({TypeNames.Literal($"{declaration}: {problem}")})";

    public static void Outputs(SourceWriter writer, string declaration, EquatableArray<OutputModel> outputs, Problem problem)
    {
        foreach (OutputModel output in outputs)
        {
            writer.WriteLine($"{output.Signature} => {Throw(declaration, problem)};");
            writer.WriteLine();
        }
    }

    /// <summary>Outputs of a class that is no component.</summary>
    public static string Emit(OrphanModel model)
    {
        SourceWriter writer = SourceWriter.CSharp();
        using (writer.WriteType(model.Shape))
        {
            Outputs(writer, model.Shape.Name, model.Outputs, OrphanParser.Problem);
        }

        return writer.ToString();
    }
}
