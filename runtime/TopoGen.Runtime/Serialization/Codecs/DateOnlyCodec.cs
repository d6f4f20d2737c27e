using System.Runtime.CompilerServices;

namespace TopoGen.Runtime.Codecs;

/// <summary>The day's number, counted from January 1st of year 1.</summary>
public readonly struct DateOnlyCodec : IFieldCodec<DateOnly>
{
    public static int FixedSize => 4;

    public static int MinimumSize => 4;

    public static bool HasPayload => false;

    public static bool IsMemory => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(TupleBlock block, int offset, DateOnly value)
    {
        Blittable<int>.Write(block, offset, value.DayNumber);
        return 0;
    }

    public static void WritePayload(ref TupleWriter writer, DateOnly value, int header)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DateOnly Read(scoped ref TupleReader reader, TupleSource block, int offset, string name)
    {
        int day = Blittable<int>.Read(ref reader, block, offset, name);
        if ((uint)day > (uint)DateOnly.MaxValue.DayNumber)
        {
            TupleErrors.Invalid(name, block.Start + offset, "a DateOnly");
        }

        return DateOnly.FromDayNumber(day);
    }
}
