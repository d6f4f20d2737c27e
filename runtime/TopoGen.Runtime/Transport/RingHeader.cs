using System.Runtime.InteropServices;

namespace TopoGen.Runtime;

/// <summary>The first page of shared memory; behind it lie the bytes of the two rings.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal struct RingHeader
{
    public const int Bytes = 4096;

    /// <summary>"TGRING" and the version of this layout, 1.</summary>
    public const ulong Expected = 0x0001_474E_4952_4754;

    [FieldOffset(0)]
    public ulong Magic;

    [FieldOffset(8)]
    public int Size;

    [FieldOffset(16)]
    public Guid Id;

    /// <summary>The same, written by the acceptor: both sides hold the same memory.</summary>
    [FieldOffset(32)]
    public Guid Taken;

    /// <summary>From the dialler.</summary>
    [FieldOffset(1024)]
    public RingState Forward;

    /// <summary>From the acceptor.</summary>
    [FieldOffset(2048)]
    public RingState Backward;
}
