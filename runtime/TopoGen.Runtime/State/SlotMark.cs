namespace TopoGen.Runtime;

/// <summary>
/// What a slot of a <see cref="KeyedTable{TKey, TValue, TOperations}"/> keeps of a key's hash, and the bits in between that say how
/// the entry is. The lowest bits choose the key group and the highest the place, so neither needs to be hashed again.
/// </summary>
internal static class SlotMark
{
    public const ulong Empty = 0;

    /// <summary>An entry was here: probes go on behind it.</summary>
    public const ulong Removed = 1;

    /// <summary>As <see cref="Removed"/>, by a call that may be undone: the entry stays where it is until then.</summary>
    public const ulong Reserved = 2;

    public const ulong Used = 1UL << 16;

    /// <summary>Changed since the last capture, or not known to be as it was.</summary>
    public const ulong Dirty = 1UL << 17;

    /// <summary>Where the time of the last access stands: the low 16 bits of a coarse clock.</summary>
    public const int StampShift = 18;

    /// <summary>What belongs to the hash.</summary>
    public const ulong Hash = ~(Used | Dirty | (0xFFFFUL << StampShift));

    /// <summary>What two marks of the same key have in common.</summary>
    public const ulong Identity = Hash | Used;

    public static ushort StampOf(ulong mark) => (ushort)(mark >> StampShift);
}
