using System.Runtime.InteropServices;

namespace TopoGen.Runtime;

/// <summary>What a <see cref="Journal"/> writes for every call: on a cache line that no other executor's journal has a part in.</summary>
[StructLayout(LayoutKind.Explicit, Size = 176)]
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

    /// <summary>The outermost call that <see cref="Changed"/> is of.</summary>
    [FieldOffset(88)]
    public long ChangedIn;

    /// <summary>How many things were changed since it began.</summary>
    [FieldOffset(96)]
    public int Changed;

    /// <summary>How many things hold back what it does.</summary>
    [FieldOffset(100)]
    public int Holding;
}
