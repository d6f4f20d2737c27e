using System.Runtime.CompilerServices;

namespace TopoGen.Benchmarks;

/// <summary>The same by hand: a thread for each lane, and three calls for each tuple that the JIT may not inline.</summary>
internal sealed class DirectLane
{
    private PaddedCursor _sum;

    public static void Run(long count, int lanes)
    {
        DirectLane[] all = [.. Enumerable.Range(0, lanes).Select(static _ => new DirectLane())];
        Thread[] threads =
        [
            .. all.Select((lane, index) => new Thread(() => lane.Run(count * index / lanes, count * (index + 1) / lanes))),
        ];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        PassThroughRun.Verify(all.Sum(static lane => lane._sum.Value), count);
    }

    private void Run(long first, long end)
    {
        for (long i = first; i < end; i++)
        {
            Source(new PassThrough.Pair(i, i));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Source(in PassThrough.Pair pair) => Identity(in pair);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Identity(in PassThrough.Pair pair) => Sink(in pair);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Sink(in PassThrough.Pair pair) => _sum.Value += pair.First;
}
