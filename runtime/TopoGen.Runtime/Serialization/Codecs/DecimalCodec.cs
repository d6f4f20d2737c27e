using System.Runtime.CompilerServices;

namespace TopoGen.Runtime.Codecs;

/// <summary>The four 32-bit words of <see cref="decimal.GetBits(decimal)"/>; the scale is kept.</summary>
public readonly struct DecimalCodec : IFieldCodec<decimal>
{
    private const int Sign = int.MinValue;
    private const int ScaleMask = 0xFF << 16;
    private const int MaxScale = 28;

    public static int FixedSize => 16;

    public static int MinimumSize => 16;

    public static bool HasPayload => false;

    public static bool IsMemory => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(TupleBlock block, int offset, decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        for (int word = 0; word < 4; word++)
        {
            Blittable<int>.Write(block, offset + (4 * word), bits[word]);
        }
        return 0;
    }

    public static void WritePayload(ref TupleWriter writer, decimal value, int header)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static decimal Read(scoped ref TupleReader reader, TupleSource block, int offset, string name)
    {
        int flags = Blittable<int>.Read(ref reader, block, offset + 12, name);
        int scale = (flags >> 16) & 0xFF;
        if ((flags & ~(Sign | ScaleMask)) != 0 || scale > MaxScale)
        {
            TupleErrors.Invalid(name, block.Start + offset, "a decimal");
        }

        return new decimal(
            Blittable<int>.Read(ref reader, block, offset, name),
            Blittable<int>.Read(ref reader, block, offset + 4, name),
            Blittable<int>.Read(ref reader, block, offset + 8, name),
            (flags & Sign) != 0,
            (byte)scale);
    }
}
