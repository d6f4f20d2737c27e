using System.Runtime.CompilerServices;

namespace TopoGen.Runtime.Codecs;

/// <summary>Ticks in the low 62 bits, the kind in the high two. Local times keep their clock face, not their instant.</summary>
public readonly struct DateTimeCodec : IFieldCodec<DateTime>
{
    private const int KindShift = 62;
    private const long TicksMask = (1L << KindShift) - 1;

    public static int FixedSize => 8;

    public static int MinimumSize => 8;

    public static bool HasPayload => false;

    public static bool IsMemory => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(TupleBlock block, int offset, DateTime value)
    {
        Blittable<long>.Write(block, offset, value.Ticks | ((long)value.Kind << KindShift));
        return 0;
    }

    public static void WritePayload(ref TupleWriter writer, DateTime value, int header)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DateTime Read(scoped ref TupleReader reader, TupleSource block, int offset, string name)
    {
        long value = Blittable<long>.Read(ref reader, block, offset, name);
        long ticks = value & TicksMask;
        int kind = (int)(value >>> KindShift);
        if (ticks > DateTime.MaxValue.Ticks || kind > (int)DateTimeKind.Local)
        {
            TupleErrors.Invalid(name, block.Start + offset, "a DateTime");
        }

        return new DateTime(ticks, (DateTimeKind)kind);
    }
}
