namespace TopoGen.Chaos;

/// <summary>Of times, in milliseconds.</summary>
internal sealed record Percentiles(double P50, double P90, double Max)
{
    public static Percentiles Of(IEnumerable<TimeSpan> times)
    {
        double[] sorted = [.. times.Select(static time => Math.Round(time.TotalMilliseconds)).Order()];
        return new Percentiles(At(0.5), At(0.9), At(1));

        // The smallest that so many are not above.
        double At(double share) => sorted.Length == 0 ? 0 : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }
}
