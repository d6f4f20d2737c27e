using TopoGen.Hosting.Text;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>
/// The same by hand: two threads, each of which splits every second block, counts the words whose hash is its own at once, and puts the others into a ring of
/// bytes that the other thread empties after each of its blocks.
/// </summary>
internal sealed class ByteShape
{
    private readonly ByteShapeTable _table = new();
    private readonly ByteShapeRing _incoming = new();
    private readonly Utf8WordReader _reader = new();
    private ByteShape? _other;
    private volatile bool _isDone;

    /// <summary>Whole rounds of the text with so many words at least.</summary>
    public static long RoundsOf(long words) => Math.Max(1, (words + WordBlocks.Own.Words - 1) / WordBlocks.Own.Words);

    /// <returns>How many words were counted.</returns>
    public static long Run(long count)
    {
        long rounds = RoundsOf(count);
        ByteShape[] lanes = [new(), new()];
        lanes[0]._other = lanes[1];
        lanes[1]._other = lanes[0];
        Thread[] threads = [.. lanes.Select((lane, index) => new Thread(() => lane.Work((ulong)index, rounds)))];
        Array.ForEach(threads, static t => t.Start());
        Array.ForEach(threads, static t => t.Join());
        long counted = lanes.Sum(static l => l._table.Total);
        return counted == rounds * WordBlocks.Own.Words ? counted : throw new InvalidOperationException($"{counted} words are counted.");
    }

    private void Work(ulong self, long rounds)
    {
        WordBlocks blocks = WordBlocks.Own;
        ByteShapeRing outgoing = _other!._incoming;
        for (long next = (long)self; next < rounds * blocks.Count; next += 2)
        {
            foreach (ReadOnlySpan<byte> word in _reader.Read(blocks[(int)(next % blocks.Count)]))
            {
                ulong hash = StableHash.Of(word);
                if ((hash & 1) == self)
                {
                    _table.Count(word, hash);
                    continue;
                }

                while (!outgoing.TryWrite(word))
                {
                    outgoing.Publish();
                    Drain();
                }
            }

            outgoing.Publish();
            Drain();
        }

        _isDone = true;
        while (!_other._isDone || !_incoming.IsEmpty)
        {
            Drain();
        }
    }

    private void Drain()
    {
        while (_incoming.TryRead(out ReadOnlySpan<byte> word))
        {
            _table.Count(word, StableHash.Of(word));
        }

        _incoming.Release();
    }
}
