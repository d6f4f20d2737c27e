using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TopoGen.Runtime.Codecs;

/// <summary>Sixteen bytes in the order of <see cref="Guid.ToByteArray()"/>.</summary>
public readonly struct GuidCodec : IFieldCodec<Guid>
{
    public static int FixedSize => 16;

    public static int MinimumSize => 16;

    public static bool HasPayload => false;

    public static bool IsMemory => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(TupleBlock block, int offset, Guid value)
    {
        if (BitConverter.IsLittleEndian)
        {
            block.WriteRaw(offset, value);
        }
        else
        {
            Span<byte> bytes = stackalloc byte[16];
            value.TryWriteBytes(bytes);
            block.WriteRaw(offset, MemoryMarshal.Read<UInt128>(bytes));
        }
        return 0;
    }

    public static void WritePayload(ref TupleWriter writer, Guid value, int header)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Guid Read(scoped ref TupleReader reader, TupleSource block, int offset, string name)
    {
        if (BitConverter.IsLittleEndian)
        {
            return block.ReadRaw<Guid>(offset);
        }

        UInt128 raw = block.ReadRaw<UInt128>(offset);
        return new Guid(MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in raw)));
    }
}
