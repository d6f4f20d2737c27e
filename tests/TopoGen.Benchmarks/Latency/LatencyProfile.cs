using System.Globalization;
using HdrHistogram;

namespace TopoGen.Benchmarks;

/// <summary>
/// Latencies at fixed rates and at parts of the highest one, each from when the tuple was to be emitted: where its source was held up, that is
/// part of it.
/// </summary>
/// <param name="Rates">A second.</param>
/// <param name="Parts">Of the highest rate.</param>
/// <param name="Time">For how long each is measured.</param>
internal sealed record LatencyProfile(long[] Rates, double[] Parts, TimeSpan Time)
{
    /// <summary>The label of a tuple each 100 µs from a source that is asked over and over.</summary>
    public const string Asked = "10000 asked";

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(0.3);

    /// <summary>Short ones only look at two.</summary>
    public static LatencyProfile Of(double seconds)
        => seconds < 0.5
            ? new LatencyProfile([10_000], [0.5], TimeSpan.FromSeconds(seconds))
            : new LatencyProfile([1000, 10_000, 100_000, 1_000_000], [0.1, 0.25, 0.5, 0.75, 0.9], TimeSpan.FromSeconds(seconds));

    public async Task<Figures> RunAsync(ILatencySubject subject)
    {
        StormMeter meter = subject.Meter;
        await meter.MeasureAsync(0, TimeSpan.Zero, TimeSpan.Zero);
        await subject.StartedAsync(StormCount.Arrived);
        StormPhase full = await meter.MeasureAsync(0, StormMeter.WarmUpBefore(Time), Time);
        var phases = new List<(string Label, double Rate, StormPhase Phase)>();
        foreach (long rate in Rates)
        {
            await AddAsync(rate.ToString(CultureInfo.InvariantCulture), rate, StormScheduleKind.Rests);
        }

        await AddAsync(Asked, 10_000, StormScheduleKind.Spins);
        foreach (double part in Parts)
        {
            await AddAsync($"{100 * part:0}%", part * full.Rate, StormScheduleKind.Rests);
        }

        await subject.FinishAsync();
        var figures = new Dictionary<string, double> { ["ns"] = 1e9 / full.Rate, ["rate"] = full.Rate, ["cpu"] = full.ProcessorOfMillion };
        foreach ((string label, double rate, StormPhase phase) in phases)
        {
            LongHistogram arrived = StormLog.Read(meter.Board.Folder, StormArrivals.Log, phase.Schedule.Version);
            figures[$"{label}/asked"] = rate;
            double count = arrived.TotalCount * phase.Schedule.Sample;
            figures[$"{label}/rate"] = count / Time.TotalSeconds;
            figures[$"{label}/cpu"] = phase.ProcessorSeconds * 1e6 / Math.Max(1, count);
            StormFigures.Add(figures, $"{label}/", arrived);
            StormFigures.Add(figures, $"{label}/complete-", StormLog.Read(meter.Board.Folder, StormMessages.Log, phase.Schedule.Version));
        }

        return figures;

        async Task AddAsync(string label, double rate, StormScheduleKind kind)
        {
            phases.Add((label, rate, await meter.MeasureAsync(rate, Settling, Time, kind: kind)));

            // What is late may still come.
            await Task.Delay(Settling);
        }
    }
}
