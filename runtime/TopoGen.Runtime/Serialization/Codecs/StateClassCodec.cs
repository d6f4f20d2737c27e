namespace TopoGen.Runtime.Codecs;

/// <summary>A record in a checkpoint: a byte, 0 for null or 1; its length and fields are the payload.</summary>
public readonly struct StateClassCodec<T> : IFieldCodec<T>
    where T : class, IStateRecord<T>
{
    public static int FixedSize => 1;

    public static int MinimumSize => 1;

    public static bool HasPayload => true;

    public static bool IsMemory => false;

    public static int Write(TupleBlock block, int offset, T value)
    {
        BooleanCodec.Write(block, offset, value is not null);
        return 0;
    }

    public static void WritePayload(ref TupleWriter writer, T value, int header)
    {
        if (value is not null)
        {
            writer.WriteState(in value);
        }
    }

    public static T Read(scoped ref TupleReader reader, TupleSource block, int offset, string name)
    {
        return BooleanCodec.Read(ref reader, block, offset, name) ? reader.ReadState<T>(name) : null!;
    }

    /// <summary>Refuses an instance of a derived class: what it adds would be lost.</summary>
    /// <exception cref="TupleFormatException">The value is not exactly a <typeparamref name="T"/>.</exception>
    public static void RequireExact(T? value)
    {
        if (value?.GetType() != typeof(T))
        {
            TupleErrors.NotExact(typeof(T), value?.GetType());
        }
    }
}
