using TopoGen.Runtime.Codecs;

namespace TopoGen.Runtime;

/// <summary>
/// A tuple on its way to another worker, with the tree it belongs to and the id of the edge that it is there. One that belongs to several
/// trees follows, in the same channel, envelopes without a tuple that name the others.
/// </summary>
internal readonly ref struct Tracked<T> : IStreamTuple<Tracked<T>>
    where T : IStreamTuple<T>, allows ref struct
{
    public readonly T Tuple;

    private const string Name = "tracked tuple";
    private const int MarkSize = 1;
    private const int HeadSize = 8 + 8 + 8;

    private readonly TrackedPlace _place;

    /// <summary>A tuple that belongs to no tree.</summary>
    public Tracked(scoped in T tuple)
        : this(default, default(TrackedPlace), 0, in tuple)
    {
    }

    /// <param name="ledger">Whose tree it belongs to.</param>
    /// <param name="place">Where that keeps it.</param>
    /// <param name="edge">The id of the edge.</param>
    /// <param name="tuple">The tuple.</param>
    public Tracked(LedgerId ledger, LedgerPlace place, ulong edge, scoped in T tuple)
        : this(ledger, new TrackedPlace(place.Value), edge, in tuple)
    {
    }

    private Tracked(LedgerId ledger, TrackedPlace place, ulong edge, scoped in T tuple)
    {
        Ledger = ledger;
        _place = place;
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

    /// <summary>0 where the tuple belongs to no tree.</summary>
    public ulong Edge { get; }

    public LedgerId Ledger { get; }

    public LedgerPlace Place => _place.Place;

    /// <summary>Whether this only names a tree of the tuple that follows.</summary>
    public bool IsRootOnly => _place.IsFurther;

    public Root Root => new(Ledger, Place);

    /// <summary>Names one more tree of the tuple that follows.</summary>
    public static Tracked<T> RootOnly(scoped in Root root, ulong edge)
    {
        T none = default!;
        return new Tracked<T>(root.Ledger, TrackedPlace.FurtherOne(root.Place), edge, in none);
    }

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
        Blittable<ulong>.Write(block, 1, tuple.Ledger.Value);
        Blittable<ulong>.Write(block, 9, tuple.Place.Value);
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
        ulong place = Blittable<ulong>.Read(ref reader, block, 8, Name);
        ulong edge = Blittable<ulong>.Read(ref reader, block, 16, Name);
        if (edge == 0 || place >> LedgerPlace.FreeShift != 0)
        {
            TupleErrors.Invalid(Name, reader.Position - HeadSize, "a root with an edge");
        }

        if (mark == Mark.Root)
        {
            return RootOnly(new Root(ledger, new LedgerPlace(place)), edge);
        }

        T tuple = reader.Read<T>();
        return new Tracked<T>(ledger, new LedgerPlace(place), edge, in tuple);
    }
}
