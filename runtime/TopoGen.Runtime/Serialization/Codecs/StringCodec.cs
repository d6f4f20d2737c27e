using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace TopoGen.Runtime.Codecs;

/// <summary>
/// Twice the number of UTF-16 code units, plus 1 where one of them is above U+00FF; -1 for null. The payload has a byte per
/// unit, or two. Every string round-trips exactly, those with unpaired surrogates too.
/// </summary>
/// <remarks>
/// The narrow form is Latin-1 rather than ASCII or UTF-8: every byte is valid, so that reading is one widening copy, and the
/// length in bytes is known before anything is written.
/// </remarks>
public readonly struct StringCodec : IFieldCodec<string>
{
    private const int Absent = -1;
    private const int Wide = 1;

    public static int FixedSize => sizeof(int);

    public static int MinimumSize => sizeof(int);

    public static bool HasPayload => true;

    public static bool IsMemory => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(TupleBlock block, int offset, string value)
    {
        int header = value is null
            ? Absent
            : (value.Length << 1) | (IsNarrow(value) ? 0 : Wide);
        Blittable<int>.Write(block, offset, header);
        return header;
    }

    public static void WritePayload(ref TupleWriter writer, string value, int header)
    {
        if (header <= 0)
        {
            return;
        }

        if ((header & Wide) == 0)
        {
            Encoding.Latin1.GetBytes(value, writer.Append(header >> 1));
        }
        else if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(value.AsSpan()).CopyTo(writer.Append(header & ~Wide));
        }
        else
        {
            Span<byte> target = writer.Append(header & ~Wide);
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<char, ushort>(value), MemoryMarshal.Cast<byte, ushort>(target));
        }
    }

    public static string Read(scoped ref TupleReader reader, TupleSource block, int offset, string name)
    {
        int header = Blittable<int>.Read(ref reader, block, offset, name);
        if (header <= 0)
        {
            if (header < Absent)
            {
                TupleErrors.Invalid(name, block.Start + offset, "the length of a string");
            }

            return header == 0 ? "" : null!;
        }

        if ((header & Wide) == 0)
        {
            return Encoding.Latin1.GetString(reader.Next(header >> 1, name));
        }

        ReadOnlySpan<char> units = MemoryMarshal.Cast<byte, char>(reader.Next(header & ~Wide, name));
        return BitConverter.IsLittleEndian ? new string(units) : Swapped(units);
    }

    /// <summary>Whether no unit is above U+00FF.</summary>
    private static bool IsNarrow(string value)
    {
        // Most strings are narrow and short, so leaving the loop early would not pay.
        ref ushort start = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(value.AsSpan()));
        int lanes = Vector128<ushort>.Count;
        if (value.Length < lanes)
        {
            int units = 0;
            foreach (char c in value)
            {
                units |= c;
            }

            return units <= 0xFF;
        }

        int last = value.Length - lanes;
        Vector128<ushort> all = Vector128.LoadUnsafe(ref start, (nuint)last);
        for (int index = 0; index < last; index += lanes)
        {
            all |= Vector128.LoadUnsafe(ref start, (nuint)index);
        }

        return (all & Vector128.Create((ushort)0xFF00)) == Vector128<ushort>.Zero;
    }

    private static string Swapped(ReadOnlySpan<char> units)
    {
        var swapped = new char[units.Length];
        BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<char, ushort>(units), MemoryMarshal.Cast<char, ushort>(swapped.AsSpan()));
        return new string(swapped);
    }
}
