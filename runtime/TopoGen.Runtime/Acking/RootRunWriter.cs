using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>
/// Says of the tuples that are written into a ring which trees they belong to. The list grows with what waits for room; read chunks are used again.
/// Producer's thread.
/// </summary>
/// <remarks>
/// Runs have no counter of their own: the ring publishes them with their tuples, and a reader looks at those only whose tuples are published. What was
/// written in a chunk before is of sequences that are over.
/// </remarks>
internal sealed class RootRunWriter
{
    /// <summary>As <see cref="_next"/> where nothing joins the run: the highest bit marks further trees, which never join one.</summary>
    private const ulong NoPlace = ulong.MaxValue;

    /// <summary>A ring that is full of tuples with a run for each has so many chunks.</summary>
    private const int Chunks = 8;
    private const int LeastRuns = 16;

    /// <summary>So many tuples may wait for room, however small the ring is, and chunks for them are kept.</summary>
    private const int LeastOverflow = 1024;

    private readonly int _mostFree;

    private RootRunChunk _chunk;
    private int _count;
    private LedgerId _ledger;
    private ulong _edge;

    /// <summary>The place with which a tuple of the same ledger and edge belongs to the run at hand.</summary>
    private ulong _next = NoPlace;

    /// <summary>Chunks to be used again.</summary>
    private RootRunChunk? _free;

    /// <summary>Chunks that were read; written by both sides.</summary>
    private RootRunChunk? _returned;

    /// <param name="capacity">Of the ring.</param>
    public RootRunWriter(int capacity)
    {
        _chunk = new RootRunChunk(Math.Max(LeastRuns, capacity / Chunks));
        _mostFree = (capacity + Math.Max(capacity, LeastOverflow)) / _chunk.Runs.Length;
        Reader = new RootRunReader(this, _chunk);
    }

    /// <summary>The consumer's end.</summary>
    public RootRunReader Reader { get; }

    /// <summary>A tuple was written that is not published yet.</summary>
    /// <param name="sequence">Which one.</param>
    /// <param name="ledger">Whose tree it belongs to.</param>
    /// <param name="place">Where that keeps it, and what is to be told of it.</param>
    /// <param name="edge">The id of its edge; 0 with no ledger and no place where it belongs to no tree.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(long sequence, LedgerId ledger, ulong place, ulong edge)
    {
        if (place == _next && edge == _edge && ledger == _ledger)
        {
            _next = place + RootRun.StepOf(edge);
        }
        else
        {
            Begin(sequence, ledger, place, edge);
        }
    }

    /// <summary>Writes a run that no other tuple joins.</summary>
    public void WriteAlone(long sequence, LedgerId ledger, ulong place, ulong edge)
    {
        Begin(sequence, ledger, place, edge);
        _next = NoPlace;
    }

    /// <summary>The tuples from a sequence on are taken back, none of which is published.</summary>
    public void Cut(long sequence)
    {
        _next = NoPlace;
        while (true)
        {
            while (_count > 0)
            {
                ref RootRun last = ref _chunk.Runs[_count - 1];
                if (last.First < sequence)
                {
                    return;
                }

                last.First = RootRun.None;
                _count--;
            }

            // Where the reader has left the one before, and so has given it back, that is as it was.
            if (_chunk.Previous is not { } previous || previous.Runs[^1].First < sequence)
            {
                return;
            }

            _chunk = previous;
            _count = previous.Runs.Length;
        }
    }

    /// <summary>Takes back a chunk that was read. Consumer's thread.</summary>
    public void Return(RootRunChunk chunk)
    {
        RootRunChunk? before;
        do
        {
            before = Volatile.Read(ref _returned);
            chunk.NextFree = before;
        }
        while (Interlocked.CompareExchange(ref _returned, chunk, before) != before);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Begin(long sequence, LedgerId ledger, ulong place, ulong edge)
    {
        if (_count == _chunk.Runs.Length)
        {
            Extend();
        }

        ref RootRun run = ref _chunk.Runs[_count++];
        run.Ledger = _ledger = ledger;
        run.Place = place;
        run.Edge = _edge = edge;
        run.First = sequence;
        _next = edge is EdgeIds.First or 0 ? place + RootRun.StepOf(edge) : NoPlace;
    }

    private void Extend()
    {
        if (_chunk.Next is not { } next)
        {
            next = TakeFree() ?? new RootRunChunk(_chunk.Runs.Length);
            next.Next = null;
            next.Previous = _chunk;
            _chunk.Next = next;
        }

        _chunk = next;
        _count = 0;
    }

    /// <summary>A chunk that was read; what is more than a full ring needs, and as much again, is left to the garbage collector.</summary>
    private RootRunChunk? TakeFree()
    {
        if (_free is null)
        {
            _free = Interlocked.Exchange(ref _returned, null);
            RootRunChunk? last = _free;
            for (int kept = 1; kept < _mostFree && last is not null; kept++)
            {
                last = last.NextFree;
            }

            last?.NextFree = null;
        }

        RootRunChunk? taken = _free;
        _free = taken?.NextFree;
        return taken;
    }
}
