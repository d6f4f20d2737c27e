using System.Runtime.InteropServices;

namespace TopoGen.Runtime;

/// <summary>
/// A counter that shares its cache line with nothing: one thread writes it for every tuple, others read it now and then.
/// Sharing a line with another thread's counter made both ten times slower.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct PaddedCounter
{
    [FieldOffset(64)]
    public long Value;
}
