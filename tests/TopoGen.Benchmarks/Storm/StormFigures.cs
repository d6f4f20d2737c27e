using HdrHistogram;

namespace TopoGen.Benchmarks;

/// <summary>Percentiles as figures, in microseconds.</summary>
internal static class StormFigures
{
    public static readonly (string Name, double Percentile)[] Percentiles = [("p50", 50), ("p99", 99), ("p99.9", 99.9), ("p99.99", 99.99), ("max", 100)];

    /// <param name="figures">Where they go.</param>
    /// <param name="prefix">Before their names.</param>
    /// <param name="histogram">In nanoseconds. Of an empty one there are none.</param>
    public static void Add(IDictionary<string, double> figures, string prefix, HistogramBase histogram)
    {
        foreach ((string name, double percentile) in Percentiles.Where(_ => histogram.TotalCount > 0))
        {
            figures[prefix + name] = histogram.GetValueAtPercentile(percentile) / 1e3;
        }
    }
}
