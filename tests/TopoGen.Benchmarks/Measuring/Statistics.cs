namespace TopoGen.Benchmarks;

internal static class Statistics
{
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The smallest value that at least the given part of all values does not exceed.</summary>
    /// <param name="sorted">In ascending order; not empty.</param>
    /// <param name="part">From 0 to 1.</param>
    public static long Percentile(ReadOnlySpan<long> sorted, double part)
        => sorted[Math.Clamp((int)Math.Ceiling(part * sorted.Length) - 1, 0, sorted.Length - 1)];
}
