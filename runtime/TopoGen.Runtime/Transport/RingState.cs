using System.Runtime.InteropServices;

namespace TopoGen.Runtime;

/// <summary>
/// How far the two ends of a ring are. What one side writes often lies 128 bytes from all else: processors fetch their lines of 64 in pairs.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 512)]
internal struct RingState
{
    /// <summary>Bytes ever written. Written by the writer, behind the bytes: one that dies in mid-copy has written nothing of it.</summary>
    [FieldOffset(0)]
    public long Written;

    /// <summary>Bytes ever read. Written by the reader, behind its copy of them.</summary>
    [FieldOffset(128)]
    public long Read;

    /// <summary>Not 0 while the reader sleeps, or is about to: whoever takes it back to 0 wakes it.</summary>
    [FieldOffset(256)]
    public int ReaderWaits;

    /// <summary>The same of a writer that waits for room.</summary>
    [FieldOffset(384)]
    public int WriterWaits;
}
