using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace TopoGen.Runtime.Codecs;

/// <summary>The number of elements, or -1 for the default instance; the elements are the payload.</summary>
public readonly struct ImmutableArrayCodec<T, TCodec> : IFieldCodec<ImmutableArray<T>>
    where TCodec : struct, IFieldCodec<T>
{
    public static int FixedSize => sizeof(int);

    public static int MinimumSize => sizeof(int);

    public static bool HasPayload => true;

    public static bool IsMemory => false;

    public static int Write(TupleBlock block, int offset, ImmutableArray<T> value)
    {
        int count = value.IsDefault ? Sequence.Absent : value.Length;
        Blittable<int>.Write(block, offset, count);
        return count;
    }

    public static void WritePayload(ref TupleWriter writer, ImmutableArray<T> value, int header)
    {
        if (header > 0)
        {
            Sequence.Write<T, TCodec>(ref writer, value.AsSpan());
        }
    }

    public static ImmutableArray<T> Read(scoped ref TupleReader reader, TupleSource block, int offset, string name)
    {
        int count = Blittable<int>.Read(ref reader, block, offset, name);
        return count == Sequence.Absent
            ? default
            : ImmutableCollectionsMarshal.AsImmutableArray(Sequence.ReadArray<T, TCodec>(ref reader, count, name));
    }
}
