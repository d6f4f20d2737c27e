using System.Numerics;

namespace TopoGen.Benchmarks;

/// <summary>What spouts are to emit, until the next one. Times are timestamps of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
/// <param name="Version">Counts schedules, from 1.</param>
/// <param name="Rate">Tuples a second of all tasks together; 0 for as many as go through.</param>
/// <param name="Start">When the first one is due.</param>
/// <param name="From">Latencies are those of tuples that were due from here</param>
/// <param name="Until">to here.</param>
/// <param name="Kind">Of it.</param>
internal readonly record struct StormSchedule(long Version, double Rate, long Start, long From, long Until, StormScheduleKind Kind)
{
    /// <summary>To look at the clock costs more than many a hop: above so many tuples a second only each so manieth has a time.</summary>
    private const double MostTimes = 1_000_000;

    /// <summary>Of so many tuples one has a time: a power of two.</summary>
    public long Sample => (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Ceiling(Math.Max(1, Rate / MostTimes)));
}
