namespace TopoGen.Runtime;

/// <summary>
/// A slot of a ledger, and which use of it, in 64 bits: 8 that are 0 and free for who sends it, 24 for the slot, 32 for the version. One word,
/// because what is written in parts is slow to read as a whole.
/// </summary>
internal readonly record struct LedgerPlace(ulong Value)
{
    public const uint MostSlots = 1 << (FreeShift - SlotShift);

    /// <summary>Where the free bits begin.</summary>
    public const int FreeShift = 56;

    /// <summary>From the place of a slot to that of the next one, in the same use.</summary>
    public const ulong Next = 1UL << SlotShift;

    private const int SlotShift = 32;

    public LedgerPlace(int slot, uint version)
        : this(((ulong)(uint)slot << SlotShift) | version)
    {
    }

    public uint Slot => (uint)(Value >> SlotShift) & (MostSlots - 1);

    public uint Version => (uint)Value;
}
