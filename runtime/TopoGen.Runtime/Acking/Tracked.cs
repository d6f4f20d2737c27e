using TopoGen.Runtime.Codecs;

namespace TopoGen.Runtime;

/// <summary>
/// A tuple on its way to another executor, with the tree it belongs to and the id of the edge that it is there. One that belongs to several
/// trees follows, in the same channel, envelopes without a tuple that name the others.
/// </summary>
internal readonly struct Tracked<T> : IStreamTuple<Tracked<T>>
    where T : IStreamTuple<T>
{
    private const string Name = "tracked tuple";
    private const int MarkSize = 1;
    private const int HeadSize = 8 + 4 + 4 + 8;

    /// <summary>Marks an envelope without a tuple; slots take less than 31 bits.</summary>
    private const uint More = 1u << 31;

    private readonly LedgerId _ledger;
    private readonly uint _slot;
    private readonly uint _version;

    /// <summary>A tuple that belongs to no tree.</summary>
    public Tracked(in T tuple) => Tuple = tuple;

    public Tracked(in Root root, ulong edge, in T tuple)
        : this(root.Ledger, root.Slot, root.Version, edge, in tuple)
    {
    }

    private Tracked(LedgerId ledger, uint slot, uint version, ulong edge, in T tuple)
    {
        _ledger = ledger;
        _slot = slot;
        _version = version;
        Edge = edge;
        Tuple = tuple;
    }

    /// <summary>How an envelope begins on a link.</summary>
    private enum Mark : byte
    {
        Alone,
        Anchored,
        Root,
    }

    static ulong IStreamTuple<Tracked<T>>.SchemaHash => StableHash.Combine(StableHash.Of("tracked 1"), T.SchemaHash);

    static int IStreamTuple<Tracked<T>>.MinimumSize => MarkSize + Math.Min(HeadSize, T.MinimumSize);

    public readonly T Tuple;

    /// <summary>0 where the tuple belongs to no tree.</summary>
    public ulong Edge { get; }

    /// <summary>Whether this only names a tree of the tuple that follows.</summary>
    public bool IsRootOnly => (_slot & More) != 0;

    public Root Root => new(_ledger, _slot & ~More, _version);

    /// <summary>Names one more tree of the tuple that follows.</summary>
    public static Tracked<T> RootOnly(in Root root, ulong edge) => new(root.Ledger, root.Slot | More, root.Version, edge, default!);

    static void IStreamTuple<Tracked<T>>.Write(ref TupleWriter writer, scoped in Tracked<T> tuple)
    {
        if (tuple.Edge == 0)
        {
            Blittable<Mark>.Write(writer.Reserve(MarkSize), 0, Mark.Alone);
            writer.Write(in tuple.Tuple);
            return;
        }

        TupleBlock block = writer.Reserve(MarkSize + HeadSize);
        Blittable<Mark>.Write(block, 0, tuple.IsRootOnly ? Mark.Root : Mark.Anchored);
        Blittable<ulong>.Write(block, 1, tuple._ledger.Value);
        Blittable<uint>.Write(block, 9, tuple._slot);
        Blittable<uint>.Write(block, 13, tuple._version);
        Blittable<ulong>.Write(block, 17, tuple.Edge);
        if (!tuple.IsRootOnly)
        {
            writer.Write(in tuple.Tuple);
        }
    }

    static Tracked<T> IStreamTuple<Tracked<T>>.Read(scoped ref TupleReader reader)
    {
        TupleSource marked = reader.Take(MarkSize, Name);
        Mark mark = Blittable<Mark>.Read(ref reader, marked, 0, Name);
        if (mark == Mark.Alone)
        {
            T alone = reader.Read<T>();
            return new Tracked<T>(in alone);
        }

        if (mark > Mark.Root)
        {
            TupleErrors.Invalid(Name, reader.Position - MarkSize, "0, 1 or 2");
        }

        TupleSource block = reader.Take(HeadSize, Name);
        var ledger = new LedgerId(Blittable<ulong>.Read(ref reader, block, 0, Name));
        uint slot = Blittable<uint>.Read(ref reader, block, 8, Name);
        uint version = Blittable<uint>.Read(ref reader, block, 12, Name);
        ulong edge = Blittable<ulong>.Read(ref reader, block, 16, Name);
        if (edge == 0 || ((slot & More) != 0) != (mark == Mark.Root))
        {
            TupleErrors.Invalid(Name, reader.Position - HeadSize, "a root with an edge");
        }

        T tuple = mark == Mark.Root ? default! : reader.Read<T>();
        return new Tracked<T>(ledger, slot, version, edge, in tuple);
    }
}
