using System.Runtime.CompilerServices;

namespace TopoGen.Runtime.Codecs;

/// <summary>One byte, 0 or 1; anything else is refused.</summary>
public readonly struct BooleanCodec : IFieldCodec<bool>
{
    public static int FixedSize => 1;

    public static int MinimumSize => 1;

    public static bool HasPayload => false;

    public static bool IsMemory => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(TupleBlock block, int offset, bool value)
    {
        Blittable<byte>.Write(block, offset, value ? (byte)1 : (byte)0);
        return 0;
    }

    public static void WritePayload(ref TupleWriter writer, bool value, int header)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Read(scoped ref TupleReader reader, TupleSource block, int offset, string name)
    {
        byte value = block.ReadRaw<byte>(offset);
        if (value > 1)
        {
            TupleErrors.Invalid(name, block.Start + offset, "a bool");
        }

        return value == 1;
    }
}
