namespace TopoGen.Runtime.Codecs;

/// <summary>A record by value in a checkpoint: the byte 1; its length and fields are the payload. Where a class was null, a struct is its default.</summary>
public readonly struct StateStructCodec<T> : IFieldCodec<T>
    where T : struct, IStateRecord<T>
{
    public static int FixedSize => 1;

    public static int MinimumSize => 1;

    public static bool HasPayload => true;

    public static bool IsMemory => false;

    public static int Write(TupleBlock block, int offset, T value)
    {
        BooleanCodec.Write(block, offset, true);
        return 0;
    }

    public static void WritePayload(ref TupleWriter writer, T value, int header)
    {
        writer.WriteState(in value);
    }

    public static T Read(scoped ref TupleReader reader, TupleSource block, int offset, string name)
    {
        return BooleanCodec.Read(ref reader, block, offset, name) ? reader.ReadState<T>(name) : default;
    }
}
