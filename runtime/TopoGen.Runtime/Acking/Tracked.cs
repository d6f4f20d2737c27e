using System.Runtime.CompilerServices;
using TopoGen.Runtime.Codecs;

namespace TopoGen.Runtime;

/// <summary>
/// A tuple on its way to another executor, with the tree it belongs to and the id of the edge that it is there. One that belongs to several
/// trees follows, in the same channel, envelopes without a tuple that name the others.
/// </summary>
internal struct Tracked<T> : IStreamTuple<Tracked<T>>
    where T : IStreamTuple<T>
{
    public T Tuple;

    private const string Name = "tracked tuple";
    private const int MarkSize = 1;
    private const int HeadSize = 8 + 8 + 8;

    /// <summary>Marks an envelope without a tuple, in the bits that a place leaves free.</summary>
    private const ulong More = 1UL << 63;

    /// <summary>What is left of those bits is the <see cref="Period"/>.</summary>
    private const ulong Place56 = (1UL << LedgerPlace.FreeShift) - 1;

    private LedgerId _ledger;
    private ulong _place;
    private ulong _edge;

    /// <summary>A tuple that belongs to no tree.</summary>
    public Tracked(in T tuple)
        : this(default, 0, 0)
        => WordCopy.Copy(in tuple, ref Tuple);

    /// <param name="ledger">Whose tree it belongs to.</param>
    /// <param name="place">Where that keeps it.</param>
    /// <param name="edge">The id of the edge.</param>
    /// <param name="tuple">The tuple.</param>
    /// <param name="period">When it was sent.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Tracked(LedgerId ledger, LedgerPlace place, ulong edge, in T tuple, int period = 0)
    {
        Unsafe.SkipInit(out this);
        Fill(ref this, ledger, place, edge, in tuple, period);
    }

    private Tracked(LedgerId ledger, ulong place, ulong edge)
    {
        Unsafe.SkipInit(out Tuple);
        _ledger = ledger;
        _place = place;
        _edge = edge;
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
    public readonly ulong Edge => _edge;

    public readonly LedgerId Ledger => _ledger;

    public readonly LedgerPlace Place => new(_place & Place56);

    /// <summary>What the <see cref="PeriodClock"/> said when it was sent; 0 where that is not known.</summary>
    public readonly int Period => (int)(_place >> LedgerPlace.FreeShift) & PeriodClock.Last;

    /// <summary>Whether this only names a tree of the tuple that follows.</summary>
    public readonly bool IsRootOnly => (_place & More) != 0;

    public readonly Root Root => new(Ledger, Place);

    /// <summary>Makes an envelope where it is to be: what is written twice is what an executor waits for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill(ref Tracked<T> slot, LedgerId ledger, LedgerPlace place, ulong edge, scoped in T tuple, int period)
    {
        WordCopy.Copy(in tuple, ref slot.Tuple);
        slot._ledger = ledger;
        slot._place = place.Value | ((ulong)(uint)period << LedgerPlace.FreeShift);
        slot._edge = edge;
    }

    /// <summary>Names one more tree of the tuple that follows.</summary>
    public static Tracked<T> RootOnly(in Root root, ulong edge)
    {
        T none = default!;
        return new Tracked<T>(root.Ledger, new LedgerPlace(root.Place.Value | More), edge, in none);
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

        T tuple = mark == Mark.Root ? default! : reader.Read<T>();
        return new Tracked<T>(ledger, new LedgerPlace(mark == Mark.Root ? place | More : place), edge, in tuple);
    }
}
