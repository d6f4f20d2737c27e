using System.Diagnostics;

namespace TopoGen.Benchmarks;

/// <summary>Work that takes 20 µs of a processor.</summary>
internal static class SlowWork
{
    private static readonly long Length = Stopwatch.Frequency / 50_000;

    public static void Do()
    {
        long until = Stopwatch.GetTimestamp() + Length;
        while (Stopwatch.GetTimestamp() < until)
        {
        }
    }

    /// <summary>The same without a topology.</summary>
    public static void Do(long count)
    {
        for (; count > 0; count--)
        {
            Do();
        }
    }
}
