using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TopoGen.Runtime.Codecs;

/// <summary>The elements of arrays and lists: each a block of its own and then its payload, or all at once where they have none.</summary>
internal static class Sequence
{
    /// <summary>The count of a sequence that is null.</summary>
    public const int Absent = -1;

    public static void Write<T, TCodec>(ref TupleWriter writer, ReadOnlySpan<T> items)
        where TCodec : struct, IFieldCodec<T>
    {
        if (TCodec.HasPayload)
        {
            foreach (T item in items)
            {
                int header = TCodec.Write(writer.Reserve(TCodec.FixedSize), 0, item);
                TCodec.WritePayload(ref writer, item, header);
            }

            return;
        }

        int size = SizeOf(items.Length, TCodec.FixedSize);
        if (TCodec.IsMemory && BitConverter.IsLittleEndian)
        {
            ref byte start = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(items));
            MemoryMarshal.CreateReadOnlySpan(ref start, size).CopyTo(writer.Append(size));
            return;
        }

        TupleBlock block = writer.Reserve(size);
        int offset = 0;
        foreach (T item in items)
        {
            TCodec.Write(block, offset, item);
            offset += TCodec.FixedSize;
        }
    }

    /// <exception cref="TupleFormatException">The count is negative or more than the bytes left can hold.</exception>
    public static T[] ReadArray<T, TCodec>(scoped ref TupleReader reader, int count, string name)
        where TCodec : struct, IFieldCodec<T>
    {
        reader.CheckCount(count, TCodec.MinimumSize, name);
        if (count == 0)
        {
            return [];
        }

        T[] items = TCodec.IsMemory ? GC.AllocateUninitializedArray<T>(count) : new T[count];
        Read<T, TCodec>(ref reader, items, name);
        return items;
    }

    /// <summary>Fills a span whose length was checked against the bytes left.</summary>
    public static void Read<T, TCodec>(scoped ref TupleReader reader, Span<T> items, string name)
        where TCodec : struct, IFieldCodec<T>
    {
        if (TCodec.HasPayload)
        {
            foreach (ref T item in items)
            {
                item = TCodec.Read(ref reader, reader.Take(TCodec.FixedSize, name), 0, name);
            }

            return;
        }

        int size = SizeOf(items.Length, TCodec.FixedSize);
        if (TCodec.IsMemory && BitConverter.IsLittleEndian)
        {
            ref byte start = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(items));
            reader.Next(size, name).CopyTo(MemoryMarshal.CreateSpan(ref start, size));
            return;
        }

        TupleSource block = reader.Take(size, name);
        int offset = 0;
        foreach (ref T item in items)
        {
            item = TCodec.Read(ref reader, block, offset, name);
            offset += TCodec.FixedSize;
        }
    }

    private static int SizeOf(int count, int size)
    {
        long total = (long)count * size;
        if (total > Array.MaxLength)
        {
            TupleErrors.TooLarge(total);
        }

        return (int)total;
    }
}
