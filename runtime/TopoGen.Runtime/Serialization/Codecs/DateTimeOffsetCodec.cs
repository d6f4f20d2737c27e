using System.Runtime.CompilerServices;

namespace TopoGen.Runtime.Codecs;

/// <summary>Ticks of the local clock face, then the offset in minutes as two bytes.</summary>
public readonly struct DateTimeOffsetCodec : IFieldCodec<DateTimeOffset>
{
    private const int MaxOffsetMinutes = 14 * 60;

    public static int FixedSize => 10;

    public static int MinimumSize => 10;

    public static bool HasPayload => false;

    public static bool IsMemory => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(TupleBlock block, int offset, DateTimeOffset value)
    {
        Blittable<long>.Write(block, offset, value.Ticks);
        Blittable<short>.Write(block, offset + 8, (short)value.TotalOffsetMinutes);
        return 0;
    }

    public static void WritePayload(ref TupleWriter writer, DateTimeOffset value, int header)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DateTimeOffset Read(scoped ref TupleReader reader, TupleSource block, int offset, string name)
    {
        long ticks = Blittable<long>.Read(ref reader, block, offset, name);
        int minutes = Blittable<short>.Read(ref reader, block, offset + 8, name);
        long instant = ticks - (minutes * TimeSpan.TicksPerMinute);
        if ((ulong)ticks > (ulong)DateTime.MaxValue.Ticks || (ulong)instant > (ulong)DateTime.MaxValue.Ticks || Math.Abs(minutes) > MaxOffsetMinutes)
        {
            TupleErrors.Invalid(name, block.Start + offset, "a DateTimeOffset");
        }

        return new DateTimeOffset(ticks, new TimeSpan(minutes * TimeSpan.TicksPerMinute));
    }
}
