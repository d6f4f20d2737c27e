using System.Globalization;

namespace TopoGen.Benchmarks;

/// <summary>Latency at fixed rates, and at parts of the highest.</summary>
internal static class LatencyGoals
{
    private static readonly string[] Baselines = ["calls", "ring", "channel", "socket"];

    /// <summary>Where what a preference gives and costs is looked at.</summary>
    private static readonly StormPlace[] Preferring = [StormPlace.One, StormPlace.Threads, StormPlace.Two];

    public static GoalGroup Group(SuiteOptions options)
    {
        string[] measured = options.IsQuick
            ? ["ring", "Threads/AtMostOnce", "Two/AtLeastOnce"]
            :
            [
                .. Baselines,
                .. from place in Enum.GetValues<StormPlace>() from delivery in Enum.GetValues<Delivery>() select $"{place}/{delivery}",
                .. from place in Preferring from prefer in (string[])["latency", "throughput"] select $"{place}/{Delivery.AtMostOnce}/{prefer}",
            ];
        return GoalGroup.Of(
            "latency",
            [.. measured.Select(name => Subject.Own(SubjectOf(name), ["latency", name, options.Seconds.ToString(CultureInfo.InvariantCulture)]))],
            [.. Half("fused in one process", StormPlace.One, 1), .. Half("three threads", StormPlace.Threads, 1), .. Half("two processes", StormPlace.Two, 5), .. Half("four processes", StormPlace.Four, 5), .. Low],
            rounds => LatencyTable.Of(measured, rounds));
    }

    public static string SubjectOf(string name) => $"latency/{name}";

    private static Goal[] Low =>
    [
        new("A tuple each 100 µs through three stages as they are placed by default, median", SubjectOf("One/AtMostOnce"), null, "10000/p50", "µs", 2),
        new("… 99th percentile", SubjectOf("One/AtMostOnce"), null, "10000/p99", "µs", 20),
        new("A tuple each 100 µs through three threads, its source asked over and over, median", SubjectOf("Threads/AtMostOnce"), null, $"{LatencyProfile.Asked}/p50", "µs", 2),
        new("… 99th percentile", SubjectOf("Threads/AtMostOnce"), null, $"{LatencyProfile.Asked}/p99", "µs", 20),
        new("… median, against bare rings", SubjectOf("Threads/AtMostOnce"), SubjectOf("ring"), $"{LatencyProfile.Asked}/p50", "µs", 2),
        new("… 99th percentile", SubjectOf("Threads/AtMostOnce"), SubjectOf("ring"), $"{LatencyProfile.Asked}/p99", "µs", 2),
    ];

    /// <summary>At half of the highest rate.</summary>
    private static IEnumerable<Goal> Half(string where, StormPlace place, double milliseconds)
        => Enum.GetValues<Delivery>().Select(delivery => new Goal(
            $"99.9 % of tuples at half of the highest rate, {where}, {Tables.Delivery(delivery)}", SubjectOf($"{place}/{delivery}"), null, "50%/p99.9", "µs", 1000 * milliseconds));
}
