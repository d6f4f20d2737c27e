using System.Runtime.InteropServices;

namespace TopoGen.Benchmarks;

/// <summary>A sequence number on a cache line of its own.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct PaddedCursor
{
    [FieldOffset(64)]
    public long Value;
}
