namespace TopoGen.Runtime.Codecs;

/// <summary>A stream tuple within another: the byte 1; the tuple is the payload.</summary>
public readonly struct TupleStructCodec<T> : IFieldCodec<T>
    where T : struct, IStreamTuple<T>
{
    public static int FixedSize => 1;

    public static int MinimumSize => 1 + T.MinimumSize;

    public static bool HasPayload => true;

    public static bool IsMemory => false;

    public static int Write(TupleBlock block, int offset, T value)
    {
        BooleanCodec.Write(block, offset, true);
        return 0;
    }

    public static void WritePayload(ref TupleWriter writer, T value, int header)
    {
        writer.Write(in value);
    }

    public static T Read(scoped ref TupleReader reader, TupleSource block, int offset, string name)
    {
        if (!BooleanCodec.Read(ref reader, block, offset, name))
        {
            TupleErrors.Invalid(name, block.Start + offset, "a tuple");
        }

        return reader.Read<T>();
    }
}
