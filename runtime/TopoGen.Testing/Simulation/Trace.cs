using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>What happened in a simulation: a hash of all of it, by which two runs are compared, and the last of it for people.</summary>
internal sealed class Trace
{
    /// <summary>So many of the last entries are kept.</summary>
    private const int Kept = 400;

    private readonly TraceEntry[] _entries = new TraceEntry[Kept];

    public long Count { get; private set; }

    public ulong Hash { get; private set; }

    /// <summary>Where all of it is written too, if anywhere.</summary>
    public TextWriter? Copy { get; set; }

    public void Add(TimeSpan at, string actor, string what, long number = 0)
    {
        var added = new TraceEntry(at, actor, what, number);
        _entries[Count++ % Kept] = added;
        Copy?.WriteLine(added);
        ulong entry = StableHash.Combine(StableHash.Combine((ulong)at.Ticks, (ulong)number), StableHash.Combine(StableHash.Of(actor), StableHash.Of(what)));
        Hash = StableHash.Combine(Hash, entry);
    }

    /// <summary>The last entries, the oldest first.</summary>
    public IEnumerable<TraceEntry> Last(int count)
    {
        for (long i = Math.Max(0, Count - Math.Min(count, Kept)); i < Count; i++)
        {
            yield return _entries[i % Kept];
        }
    }

    public override string ToString() => string.Join('\n', Last(120));
}
