using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TopoGen.Runtime;

/// <summary>
/// The fixed block of one tuple in a <see cref="TupleWriter"/>, to be filled before anything else is written: the writer's
/// buffer may move with the next reservation. Offsets are not checked in release builds; generated code computes them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct TupleBlock
{
    private readonly Span<byte> _bytes;

    internal TupleBlock(Span<byte> bytes) => _bytes = bytes;

    /// <summary>Writes the memory of a value; the caller has ordered its bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void WriteRaw<T>(int offset, T value)
        where T : unmanaged
    {
        Debug.Assert((uint)offset + (uint)Unsafe.SizeOf<T>() <= (uint)_bytes.Length);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), offset), value);
    }

    internal void Clear(int offset, int size) => _bytes.Slice(offset, size).Clear();
}
