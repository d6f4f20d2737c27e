using System.Runtime.CompilerServices;

namespace TopoGen.Benchmarks;

/// <summary>The least that a chain of three components can cost: three calls that the JIT may not inline.</summary>
internal static class DirectCalls
{
    private static long _sum;

    public static void Run(long count)
    {
        _sum = 0;
        for (long i = 0; i < count; i++)
        {
            Source(new PassThrough.Pair(i, i));
        }

        PassThroughRun.Verify(_sum, count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Source(in PassThrough.Pair pair) => Identity(in pair);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Identity(in PassThrough.Pair pair) => Sink(in pair);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Sink(in PassThrough.Pair pair) => _sum += pair.First;
}
