using System.Diagnostics;

namespace TopoGen.Benchmarks;

/// <summary>Time and allocated bytes of the same step, over and over; what is done in between does not count.</summary>
internal sealed class EpochTimer(int keys)
{
    private readonly List<double> _milliseconds = [];
    private long _allocated;

    public async Task TimeAsync(Func<Task> step)
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long begun = Stopwatch.GetTimestamp();
        await step();
        _milliseconds.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        _allocated += GC.GetTotalAllocatedBytes(precise: true) - allocated;
    }

    /// <summary>The median of an epoch in milliseconds, and in nanoseconds and allocated bytes of a key.</summary>
    public Figures Figures()
    {
        double median = Statistics.Median(_milliseconds);
        return new Dictionary<string, double>
        {
            ["epoch"] = median,
            ["ns"] = median * 1e6 / keys,
            ["bytes"] = (double)_allocated / _milliseconds.Count / keys,
        };
    }
}
