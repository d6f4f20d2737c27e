using System.Runtime.CompilerServices;

namespace TopoGen.Benchmarks;

/// <summary>The three stages as one loop: what remains where nothing is called. The sum is in memory, so that each tuple does something; the tuple itself is never made.</summary>
internal static class InlinedLoop
{
    private static long _sum;

    public static void Run(long count)
    {
        _sum = 0;
        for (long i = 0; i < count; i++)
        {
            Identity(new PassThrough.Pair(i, i));
        }

        PassThroughRun.Verify(_sum, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Identity(in PassThrough.Pair pair) => Sink(in pair);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sink(in PassThrough.Pair pair) => _sum += pair.First;
}
