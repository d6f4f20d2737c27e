namespace TopoGen.Generators;

/// <summary><see cref="TupleModel"/> to text: the explicit members of the codec interface.</summary>
internal static class TupleEmitter
{
    /// <summary>Called for every tuple whose declarations are all partial.</summary>
    public static string Emit(TupleModel model)
    {
        SourceWriter writer = SourceWriter.CSharp();
        if (!model.TakesPart)
        {
            return writer.WriteLine("// No codec: nothing can be added to a type that is static or local to its file.").ToString();
        }

        // Values round-trip as they are, also null where the annotations deny it; obsolete fields are data as well,
        // and a name the compiler frowned at was frowned at where it was chosen.
        writer.WriteLine("#nullable disable warnings");
        writer.WriteLine("#pragma warning disable CS0612, CS0618, CS8981");
        writer.WriteLine();
        CodecEmitter.WriteUsings(writer);
        writer.WriteLine();
        using (writer.WriteType(model.Shape, CodecEmitter.Interface(model)))
        {
            if (model.Problem is { } problem)
            {
                CodecEmitter.WriteStub(writer, model, problem);
            }
            else
            {
                CodecEmitter.Write(writer, model);
            }
        }

        return writer.ToString();
    }
}
