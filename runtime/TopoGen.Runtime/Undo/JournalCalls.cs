using System.Runtime.InteropServices;

namespace TopoGen.Runtime;

/// <summary>What a <see cref="Journal"/> writes for every call: on a cache line that no other executor's journal has a part in.</summary>
[StructLayout(LayoutKind.Explicit, Size = 160)]
internal struct JournalCalls
{
    /// <summary>The number of the call that runs; 0 where none does.</summary>
    [FieldOffset(64)]
    public long Running;

    /// <summary>The number of the outermost call, that runs or was the last.</summary>
    [FieldOffset(72)]
    public long Outermost;

    /// <summary>The last number that was given.</summary>
    [FieldOffset(80)]
    public long Last;

    /// <summary>How many things hold back what it does.</summary>
    [FieldOffset(88)]
    public int Holding;
}
