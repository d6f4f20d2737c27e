using System.Runtime.InteropServices;

namespace TopoGen.Runtime;

/// <summary>What the producer of a ring alone writes, for every tuple: on a cache line of its own.</summary>
[StructLayout(LayoutKind.Explicit, Size = 160)]
internal struct ProducerSequences
{
    /// <summary>The sequence of the next tuple.</summary>
    [FieldOffset(64)]
    public long Written;

    /// <summary>From this sequence on, the slow path publishes the batch and looks for room; 0 while overflow waits.</summary>
    [FieldOffset(72)]
    public long Stop;
}
