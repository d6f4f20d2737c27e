using System.Runtime.CompilerServices;

namespace TopoGen.Runtime.Codecs;

/// <summary>Ticks since midnight.</summary>
public readonly struct TimeOnlyCodec : IFieldCodec<TimeOnly>
{
    public static int FixedSize => 8;

    public static int MinimumSize => 8;

    public static bool HasPayload => false;

    public static bool IsMemory => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(TupleBlock block, int offset, TimeOnly value)
    {
        Blittable<long>.Write(block, offset, value.Ticks);
        return 0;
    }

    public static void WritePayload(ref TupleWriter writer, TimeOnly value, int header)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TimeOnly Read(scoped ref TupleReader reader, TupleSource block, int offset, string name)
    {
        long ticks = Blittable<long>.Read(ref reader, block, offset, name);
        if ((ulong)ticks > (ulong)TimeOnly.MaxValue.Ticks)
        {
            TupleErrors.Invalid(name, block.Start + offset, "a TimeOnly");
        }

        return new TimeOnly(ticks);
    }
}
