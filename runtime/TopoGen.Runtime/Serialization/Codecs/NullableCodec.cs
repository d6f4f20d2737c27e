namespace TopoGen.Runtime.Codecs;

/// <summary>A byte, 1 where there is a value and else 0, then the value, or zeros.</summary>
public readonly struct NullableCodec<T, TCodec> : IFieldCodec<T?>
    where T : struct
    where TCodec : struct, IFieldCodec<T>
{
    public static int FixedSize => 1 + TCodec.FixedSize;

    public static int MinimumSize => 1 + TCodec.FixedSize;

    public static bool HasPayload => TCodec.HasPayload;

    public static bool IsMemory => false;

    public static int Write(TupleBlock block, int offset, T? value)
    {
        BooleanCodec.Write(block, offset, value.HasValue);
        if (value is { } present)
        {
            return TCodec.Write(block, offset + 1, present);
        }

        block.Clear(offset + 1, TCodec.FixedSize);
        return 0;
    }

    public static void WritePayload(ref TupleWriter writer, T? value, int header)
    {
        if (value is { } present)
        {
            TCodec.WritePayload(ref writer, present, header);
        }
    }

    public static T? Read(scoped ref TupleReader reader, TupleSource block, int offset, string name)
    {
        return BooleanCodec.Read(ref reader, block, offset, name) ? TCodec.Read(ref reader, block, offset + 1, name) : null;
    }
}
