using System.Diagnostics;

namespace TopoGen.Benchmarks;

/// <summary>Collects how long each ping took. Added to by one thread, read when that is done.</summary>
public sealed class PingLatencies(int count)
{
    /// <summary>A millisecond: from one ping to the next, at the least.</summary>
    public static readonly long Interval = Stopwatch.Frequency / 1000;

    private readonly long[] _ticks = new long[count];
    private int _added;

    public int Count => _ticks.Length;

    /// <summary>How many there are by now. Any thread.</summary>
    public int Added => Volatile.Read(ref _added);

    public static long Now() => Stopwatch.GetTimestamp();

    /// <param name="sentAt">What <see cref="Now"/> was when the ping left.</param>
    public void Add(long sentAt)
    {
        _ticks[_added] = Now() - sentAt;
        Volatile.Write(ref _added, _added + 1);
    }

    /// <summary>Percentiles in microseconds.</summary>
    public Figures Figures()
    {
        long[] sorted = [.. _ticks.AsSpan(0, _added)];
        Array.Sort(sorted);
        return new Dictionary<string, double>
        {
            ["p50"] = Microseconds(Statistics.Percentile(sorted, 0.5)),
            ["p99"] = Microseconds(Statistics.Percentile(sorted, 0.99)),
        };
    }

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}
