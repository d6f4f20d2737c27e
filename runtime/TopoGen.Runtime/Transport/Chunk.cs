namespace TopoGen.Runtime;

/// <summary>A piece of a channel's stream: whole frames, one after another, in one array.</summary>
internal sealed class Chunk
{
    public byte[] Bytes = [];

    /// <summary>Bytes that may be used; the array may be longer.</summary>
    public int Capacity;

    /// <summary>The offset in the stream of the first byte.</summary>
    public long Start;

    /// <summary>Bytes of finished frames.</summary>
    public int Used;

    public Chunk? Next;

    public long End => Start + Used;
}
