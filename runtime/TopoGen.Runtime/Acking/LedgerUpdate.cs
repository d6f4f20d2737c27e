using TopoGen.Runtime.Codecs;

namespace TopoGen.Runtime;

/// <summary>What a bolt's task tells the ledger of a tree: 16 bytes that travel like tuples.</summary>
internal readonly struct LedgerUpdate : IStreamTuple<LedgerUpdate>
{
    /// <summary>Slots take 24 bits, the kind the rest of the word.</summary>
    public const uint MostSlots = 1 << SlotBits;

    public const int Size = 16;

    private const int SlotBits = 24;

    private readonly uint _slot;
    private readonly uint _version;
    private readonly ulong _edges;

    /// <param name="root">The tree.</param>
    /// <param name="edges">The XOR of the ids of edges that came to be or were consumed; 0 where that is not what is told.</param>
    /// <param name="kind">What else is told.</param>
    public LedgerUpdate(in Root root, ulong edges, LedgerUpdateKind kind = LedgerUpdateKind.Progress)
        : this(root.Slot | ((uint)kind << SlotBits), root.Version, edges)
    {
    }

    private LedgerUpdate(uint slot, uint version, ulong edges)
    {
        _slot = slot;
        _version = version;
        _edges = edges;
    }

    static ulong IStreamTuple<LedgerUpdate>.SchemaHash => StableHash.Of("ledger update 1");

    static int IStreamTuple<LedgerUpdate>.MinimumSize => Size;

    public uint Slot => _slot & (MostSlots - 1);

    public LedgerUpdateKind Kind => (LedgerUpdateKind)(_slot >> SlotBits);

    public uint Version => _version;

    public ulong Edges => _edges;

    static void IStreamTuple<LedgerUpdate>.Write(ref TupleWriter writer, scoped in LedgerUpdate tuple)
    {
        TupleBlock block = writer.Reserve(Size);
        Blittable<uint>.Write(block, 0, tuple._slot);
        Blittable<uint>.Write(block, 4, tuple._version);
        Blittable<ulong>.Write(block, 8, tuple._edges);
    }

    static LedgerUpdate IStreamTuple<LedgerUpdate>.Read(scoped ref TupleReader reader)
    {
        TupleSource block = reader.Take(Size, nameof(LedgerUpdate));
        return new LedgerUpdate(
            Blittable<uint>.Read(ref reader, block, 0, nameof(Slot)),
            Blittable<uint>.Read(ref reader, block, 4, nameof(Version)),
            Blittable<ulong>.Read(ref reader, block, 8, nameof(Edges)));
    }
}
