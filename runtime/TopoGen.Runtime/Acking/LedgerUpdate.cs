using TopoGen.Runtime.Codecs;

namespace TopoGen.Runtime;

/// <summary>What a bolt's task tells the ledger of a tree: 16 bytes that travel like tuples.</summary>
internal readonly struct LedgerUpdate : IStreamTuple<LedgerUpdate>
{
    public const int Size = 16;

    /// <param name="place">Where the ledger keeps the tree.</param>
    /// <param name="edges">The XOR of the ids of edges that came to be or were consumed; 0 where that is not what is told.</param>
    /// <param name="kind">What else is told.</param>
    public LedgerUpdate(LedgerPlace place, ulong edges, LedgerUpdateKind kind = LedgerUpdateKind.Progress)
        : this(place.Value | ((ulong)kind << LedgerPlace.FreeShift), edges)
    {
    }

    /// <param name="place">The place, with the kind.</param>
    /// <param name="edges">As above.</param>
    public LedgerUpdate(ulong place, ulong edges)
    {
        Place = place;
        Edges = edges;
    }

    static ulong IStreamTuple<LedgerUpdate>.SchemaHash => StableHash.Of("ledger update 1");

    static int IStreamTuple<LedgerUpdate>.MinimumSize => Size;

    /// <summary>The place, with the kind in the bits that it leaves free.</summary>
    public ulong Place { get; }

    public uint Slot => new LedgerPlace(Place).Slot;

    public uint Version => new LedgerPlace(Place).Version;

    public LedgerUpdateKind Kind => (LedgerUpdateKind)(Place >> LedgerPlace.FreeShift);

    public ulong Edges { get; }

    static void IStreamTuple<LedgerUpdate>.Write(ref TupleWriter writer, scoped in LedgerUpdate tuple)
    {
        TupleBlock block = writer.Reserve(Size);
        Blittable<ulong>.Write(block, 0, tuple.Place);
        Blittable<ulong>.Write(block, 8, tuple.Edges);
    }

    static LedgerUpdate IStreamTuple<LedgerUpdate>.Read(scoped ref TupleReader reader)
    {
        TupleSource block = reader.Take(Size, nameof(LedgerUpdate));
        return new LedgerUpdate(
            Blittable<ulong>.Read(ref reader, block, 0, nameof(Slot)),
            Blittable<ulong>.Read(ref reader, block, 8, nameof(Edges)));
    }
}
