using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>A part of a channel's stream as it travels: whole tuples, or one signal.</summary>
/// <param name="Offset">Where it begins in the stream, in bytes.</param>
/// <param name="Bytes">The tuples; empty with a signal.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Signal">The signal, or null.</param>
internal sealed record LinkFrame(long Offset, byte[] Bytes, int Count, ControlSignal? Signal)
{
    public int Size => FrameHeader.Size + Bytes.Length;

    public long End => Offset + Size;
}
