using System.Runtime.CompilerServices;

namespace TopoGen.Runtime.Codecs;

/// <summary>Eight bytes on every machine; a value that is too large for a 32-bit reader is refused there.</summary>
public readonly struct NativeUIntCodec : IFieldCodec<nuint>
{
    public static int FixedSize => 8;

    public static int MinimumSize => 8;

    public static bool HasPayload => false;

    public static bool IsMemory => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(TupleBlock block, int offset, nuint value)
    {
        Blittable<ulong>.Write(block, offset, value);
        return 0;
    }

    public static void WritePayload(ref TupleWriter writer, nuint value, int header)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Read(scoped ref TupleReader reader, TupleSource block, int offset, string name)
    {
        ulong value = Blittable<ulong>.Read(ref reader, block, offset, name);
        if (value != (nuint)value)
        {
            TupleErrors.Invalid(name, block.Start + offset, "a native integer of this machine");
        }

        return (nuint)value;
    }
}
