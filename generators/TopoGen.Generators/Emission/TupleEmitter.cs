namespace TopoGen.Generators;

/// <summary><see cref="TupleModel"/> to text: the explicit members of both codec interfaces; of a view those of one, and its text.</summary>
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

        CodecEmitter.WriteHead(writer);
        string kept = model.IsView ? "" : ", " + StateRecordEmitter.Interface(model.Record);
        using (writer.WriteType(model.Shape, CodecEmitter.Interface(model) + kept))
        {

            if (model.Problem is { } problem)
            {
                CodecEmitter.WriteStub(writer, model, problem);
            }
            else
            {
                CodecEmitter.Write(writer, model);
            }

            if (!model.IsView)
            {
                writer.WriteLine();
                StateRecordEmitter.Write(writer, model.Record);
            }
            else if (model.Problem is null)
            {
                writer.WriteLine();
                ViewTextEmitter.Write(writer, model);
            }
        }

        return writer.ToString();
    }
}
