using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TopoGen.Runtime.Codecs;

/// <summary>
/// The number of elements; they are the payload, as they are in memory. What is read are the very bytes that the reader stands on (a copy on a big-endian
/// machine, where elements have several bytes).
/// </summary>
/// <typeparam name="T">A type that <see cref="Blittable{T}"/> encodes.</typeparam>
public readonly struct SpanCodec<T> : IFieldCodec<ReadOnlySpan<T>>
    where T : unmanaged
{
    public static int FixedSize => sizeof(int);

    public static int MinimumSize => sizeof(int);

    public static bool HasPayload => true;

    public static bool IsMemory => false;

    private static bool IsInOrder => BitConverter.IsLittleEndian || Unsafe.SizeOf<T>() == 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(TupleBlock block, int offset, ReadOnlySpan<T> value)
    {
        Blittable<int>.Write(block, offset, value.Length);
        return value.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WritePayload(ref TupleWriter writer, ReadOnlySpan<T> value, int header)
    {
        if (IsInOrder)
        {
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(value);
            bytes.CopyTo(writer.Append(bytes.Length));
        }
        else
        {
            Reverse(value, writer.Append(checked(header * Unsafe.SizeOf<T>())));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> Read(scoped ref TupleReader reader, TupleSource block, int offset, string name)
    {
        int count = Blittable<int>.Read(ref reader, block, offset, name);
        if (Unsafe.SizeOf<T>() > 1)
        {
            reader.CheckCount(count, Unsafe.SizeOf<T>(), name);
        }

        ReadOnlySpan<byte> bytes = reader.Next(count * Unsafe.SizeOf<T>(), name);
        ref T first = ref Unsafe.As<byte, T>(ref MemoryMarshal.GetReference(bytes));
        return IsInOrder ? MemoryMarshal.CreateReadOnlySpan(ref first, count) : Reversed(bytes, count);
    }

    private static T[] Reversed(ReadOnlySpan<byte> bytes, int count)
    {
        var elements = new T[count];
        bytes.CopyTo(MemoryMarshal.AsBytes(elements.AsSpan()));
        Reverse(elements, MemoryMarshal.AsBytes(elements.AsSpan()));
        return elements;
    }

    private static void Reverse(ReadOnlySpan<T> elements, Span<byte> target)
    {
        MemoryMarshal.AsBytes(elements).CopyTo(target);
        for (int at = 0; at < target.Length; at += Unsafe.SizeOf<T>())
        {
            target.Slice(at, Unsafe.SizeOf<T>()).Reverse();
        }
    }
}
