using System.Runtime.CompilerServices;

namespace TopoGen.Runtime.Codecs;

/// <summary>Eight bytes on every machine; a value that is too large for a 32-bit reader is refused there.</summary>
public readonly struct NativeIntCodec : IFieldCodec<nint>
{
    public static int FixedSize => 8;

    public static int MinimumSize => 8;

    public static bool HasPayload => false;

    public static bool IsMemory => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(TupleBlock block, int offset, nint value)
    {
        Blittable<long>.Write(block, offset, value);
        return 0;
    }

    public static void WritePayload(ref TupleWriter writer, nint value, int header)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Read(scoped ref TupleReader reader, TupleSource block, int offset, string name)
    {
        long value = Blittable<long>.Read(ref reader, block, offset, name);
        if (value != (nint)value)
        {
            TupleErrors.Invalid(name, block.Start + offset, "a native integer of this machine");
        }

        return (nint)value;
    }
}
