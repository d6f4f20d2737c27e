using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TopoGen.Runtime;

/// <summary>
/// The fixed block of one tuple in a <see cref="TupleReader"/>, whose length was checked as a whole. Offsets are not checked
/// again in release builds; generated code computes them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct TupleSource
{
    private readonly ReadOnlySpan<byte> _bytes;

    internal TupleSource(ReadOnlySpan<byte> bytes, int start)
    {
        _bytes = bytes;
        Start = start;
    }

    /// <summary>Where the block begins, in bytes from the reader's start.</summary>
    internal int Start { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal T ReadRaw<T>(int offset)
        where T : unmanaged
    {
        Debug.Assert((uint)offset + (uint)Unsafe.SizeOf<T>() <= (uint)_bytes.Length);
        return Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), offset));
    }
}
