using TopoGen.Runtime.Codecs;

namespace TopoGen.Runtime;

/// <summary>What stands before the keys of a table in the blob of a key group.</summary>
/// <param name="Removed">How many keys to remove follow.</param>
/// <param name="Written">How many keys with their values follow those.</param>
/// <param name="Tick">Where keys are forgotten: the coarse time at which they were written, from which the ages of accesses are counted.</param>
/// <param name="TickLength">A coarse tick, in units of 100 ns; 0 where keys are not forgotten, and have no age.</param>
internal readonly record struct TableHeader(int Removed, int Written, long Tick, long TickLength)
{
    private const int Plain = 1 + (2 * sizeof(int));

    public bool HasAges => TickLength != 0;

    public static int Size(bool hasAges) => hasAges ? Plain + (2 * sizeof(long)) : Plain;

    /// <summary>Fills a place that was reserved before the numbers were known.</summary>
    public void WriteAt(ref TupleWriter writer, int position)
    {
        TupleBlock block = writer.Reserved(position, Size(HasAges));
        BooleanCodec.Write(block, 0, HasAges);
        Blittable<int>.Write(block, 1, Removed);
        Blittable<int>.Write(block, 5, Written);
        if (HasAges)
        {
            Blittable<long>.Write(block, Plain, Tick);
            Blittable<long>.Write(block, Plain + sizeof(long), TickLength);
        }
    }

    public static TableHeader Read(scoped ref TupleReader reader, string name)
    {
        TupleSource block = reader.Take(Plain, name);
        bool hasAges = BooleanCodec.Read(ref reader, block, 0, name);
        int removed = Blittable<int>.Read(ref reader, block, 1, name);
        int written = Blittable<int>.Read(ref reader, block, 5, name);
        if (!hasAges)
        {
            return new TableHeader(removed, written, 0, 0);
        }

        TupleSource clock = reader.Take(2 * sizeof(long), name);
        long tick = Blittable<long>.Read(ref reader, clock, 0, name);
        long length = Blittable<long>.Read(ref reader, clock, sizeof(long), name);
        if (length <= 0)
        {
            TupleErrors.Invalid(name, clock.Start, "the length of a tick");
        }

        return new TableHeader(removed, written, tick, length);
    }
}
