using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TopoGen.Runtime.Codecs;

/// <summary>
/// Numbers, characters, enums and <see cref="TimeSpan"/>: any bytes of the right length are a value. Little-endian.
/// </summary>
/// <typeparam name="T">A type that is one number in memory.</typeparam>
public readonly struct Blittable<T> : IFieldCodec<T>
    where T : unmanaged
{
    public static int FixedSize => Unsafe.SizeOf<T>();

    public static int MinimumSize => Unsafe.SizeOf<T>();

    public static bool HasPayload => false;

    public static bool IsMemory => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(TupleBlock block, int offset, T value)
    {
        block.WriteRaw(offset, BitConverter.IsLittleEndian ? value : Reverse(value));
        return 0;
    }

    public static void WritePayload(ref TupleWriter writer, T value, int header)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read(scoped ref TupleReader reader, TupleSource block, int offset, string name)
    {
        T value = block.ReadRaw<T>(offset);
        return BitConverter.IsLittleEndian ? value : Reverse(value);
    }

    private static T Reverse(T value)
    {
        MemoryMarshal.AsBytes(new Span<T>(ref value)).Reverse();
        return value;
    }
}
