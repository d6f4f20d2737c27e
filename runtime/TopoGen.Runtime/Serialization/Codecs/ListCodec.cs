using System.Runtime.InteropServices;

namespace TopoGen.Runtime.Codecs;

/// <summary>The number of elements, or -1 for null; the elements are the payload.</summary>
public readonly struct ListCodec<T, TCodec> : IFieldCodec<List<T>>
    where TCodec : struct, IFieldCodec<T>
{
    public static int FixedSize => sizeof(int);

    public static int MinimumSize => sizeof(int);

    public static bool HasPayload => true;

    public static bool IsMemory => false;

    public static int Write(TupleBlock block, int offset, List<T> value)
    {
        int count = value?.Count ?? Sequence.Absent;
        Blittable<int>.Write(block, offset, count);
        return count;
    }

    public static void WritePayload(ref TupleWriter writer, List<T> value, int header)
    {
        if (header > 0)
        {
            Sequence.Write<T, TCodec>(ref writer, CollectionsMarshal.AsSpan(value)[..header]);
        }
    }

    public static List<T> Read(scoped ref TupleReader reader, TupleSource block, int offset, string name)
    {
        int count = Blittable<int>.Read(ref reader, block, offset, name);
        if (count == Sequence.Absent)
        {
            return null!;
        }

        reader.CheckCount(count, TCodec.MinimumSize, name);
        var list = new List<T>(count);
        CollectionsMarshal.SetCount(list, count);
        Sequence.Read<T, TCodec>(ref reader, CollectionsMarshal.AsSpan(list), name);
        return list;
    }
}
