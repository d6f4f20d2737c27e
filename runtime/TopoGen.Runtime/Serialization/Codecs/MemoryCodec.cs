namespace TopoGen.Runtime.Codecs;

/// <summary>The number of bytes; they are the payload. What is read is a copy.</summary>
public readonly struct MemoryCodec : IFieldCodec<ReadOnlyMemory<byte>>
{
    public static int FixedSize => sizeof(int);

    public static int MinimumSize => sizeof(int);

    public static bool HasPayload => true;

    public static bool IsMemory => false;

    public static int Write(TupleBlock block, int offset, ReadOnlyMemory<byte> value)
    {
        int count = value.Length;
        Blittable<int>.Write(block, offset, count);
        return count;
    }

    public static void WritePayload(ref TupleWriter writer, ReadOnlyMemory<byte> value, int header)
    {
        value.Span.CopyTo(writer.Append(header));
    }

    public static ReadOnlyMemory<byte> Read(scoped ref TupleReader reader, TupleSource block, int offset, string name)
    {
        int count = Blittable<int>.Read(ref reader, block, offset, name);
        return Sequence.ReadArray<byte, Blittable<byte>>(ref reader, count, name);
    }
}
