namespace TopoGen.Runtime;

/// <summary>One slot of a ledger.</summary>
internal struct LedgerEntry
{
    /// <summary>The XOR of the ids of all edges that are outstanding, each of which was told twice once it is over.</summary>
    public ulong Signature;

    /// <summary>Odd while the slot is in use.</summary>
    public uint Version;

    /// <summary>The ledger's clock when something of the tree was last heard.</summary>
    public int Stamp;

    public readonly bool IsInUse => (Version & 1) != 0;
}
