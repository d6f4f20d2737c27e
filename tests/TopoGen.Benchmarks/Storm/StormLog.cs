using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using HdrHistogram;

namespace TopoGen.Benchmarks;

/// <summary>The latencies that one task sees, schedule by schedule, in nanoseconds. Written into the board's folder in the end.</summary>
internal sealed class StormLog(StormBoard board, string name)
{
    private const long Longest = 100_000_000_000;
    private const int Digits = 3;

    private readonly Dictionary<long, LongHistogram> _histograms = [];
    private LongHistogram _current = Histogram();
    private StormSchedule _schedule;

    public static LongHistogram Histogram() => new(Longest, Digits);

    /// <param name="intended">When what has come now was to be emitted.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Record(long intended)
    {
        if (board.Version != _schedule.Version)
        {
            _schedule = board.Schedule;
            _histograms.Add(_schedule.Version, _current = Histogram());
        }

        if (intended >= _schedule.From && intended < _schedule.Until)
        {
            Record(_current, intended);
        }
    }

    public static void Record(LongHistogram histogram, long intended)
        => histogram.RecordValue(Math.Clamp((Stopwatch.GetTimestamp() - intended) * (1_000_000_000 / Stopwatch.Frequency), 1, Longest));

    public void Save()
    {
        foreach ((long version, LongHistogram histogram) in _histograms.Where(static h => h.Value.TotalCount > 0))
        {
            File.WriteAllLines(
                Path.Combine(board.Folder, $"{name}-{version}-{Guid.NewGuid():N}.tsv"),
                histogram.RecordedValues().Select(static v => string.Create(CultureInfo.InvariantCulture, $"{v.ValueIteratedTo}\t{v.CountAddedInThisIterationStep}")));
        }
    }

    /// <summary>What all tasks of a kind have saved under a schedule.</summary>
    public static LongHistogram Read(string folder, string name, long version)
    {
        LongHistogram histogram = Histogram();
        foreach (string line in Directory.EnumerateFiles(folder, $"{name}-{version}-*.tsv").SelectMany(File.ReadLines))
        {
            string[] parts = line.Split('\t');
            histogram.RecordValueWithCount(
                Math.Min(Longest, long.Parse(parts[0], CultureInfo.InvariantCulture)), long.Parse(parts[1], CultureInfo.InvariantCulture));
        }

        return histogram;
    }
}
