using System.Runtime.InteropServices;

namespace TopoGen.Runtime;

/// <summary>What an executor writes for every tracked tuple, on cache lines of its own.</summary>
[StructLayout(LayoutKind.Explicit, Size = 192)]
internal struct PaddedScope
{
    [FieldOffset(64)]
    public Scope Scope;

    [FieldOffset(104)]
    public EdgeIds Ids;
}
