namespace TopoGen.Runtime.Codecs;

/// <summary>The number of elements, or -1 for null; the elements are the payload.</summary>
public readonly struct ArrayCodec<T, TCodec> : IFieldCodec<T[]>
    where TCodec : struct, IFieldCodec<T>
{
    public static int FixedSize => sizeof(int);

    public static int MinimumSize => sizeof(int);

    public static bool HasPayload => true;

    public static bool IsMemory => false;

    public static int Write(TupleBlock block, int offset, T[] value)
    {
        int count = value?.Length ?? Sequence.Absent;
        Blittable<int>.Write(block, offset, count);
        return count;
    }

    public static void WritePayload(ref TupleWriter writer, T[] value, int header)
    {
        if (header > 0)
        {
            Sequence.Write<T, TCodec>(ref writer, value.AsSpan(0, header));
        }
    }

    public static T[] Read(scoped ref TupleReader reader, TupleSource block, int offset, string name)
    {
        int count = Blittable<int>.Read(ref reader, block, offset, name);
        return count == Sequence.Absent ? null! : Sequence.ReadArray<T, TCodec>(ref reader, count, name);
    }
}
