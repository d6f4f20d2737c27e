using System.Globalization;

namespace TopoGen.Benchmarks;

/// <summary>The Yahoo streaming benchmark.</summary>
internal static class YahooGoals
{
    private static readonly StormPlace[] Places = [StormPlace.One, StormPlace.Two, StormPlace.Four];

    public static GoalGroup Group(SuiteOptions options)
    {
        string[] measured = options.IsQuick
            ? [YahooTrial.ByHand, "One/AtMostOnce", "Two/ExactlyOnce"]
            : [YahooTrial.ByHand, .. from place in Places from delivery in Enum.GetValues<Delivery>() select $"{place}/{delivery}"];

        // Windows of ten seconds, as in the original.
        string[] times = [options.Seconds.ToString(CultureInfo.InvariantCulture), options.IsQuick ? "0.5" : "10"];
        return GoalGroup.Of(
            "yahoo",
            [.. measured.Select(name => Subject.Own(SubjectOf(name), ["yahoo", name, .. times]))],
            Goals,
            rounds => YahooTable.Of(measured, rounds));
    }

    public static string SubjectOf(string name) => $"yahoo/{name}";

    private static Goal[] Goals =>
    [
        Speed("Ads a second, one process, at most once, against one loop by hand", "One/AtMostOnce", 1),
        Speed("Ads a second, one process, exactly once, against one loop by hand", "One/ExactlyOnce", 1),
        Speed("Ads a second, two processes, exactly once, against one loop by hand", "Two/ExactlyOnce", 1),
        new("From the end of a window to its counts in Redis, one process, at most once, 99 %", SubjectOf("One/AtMostOnce"), null, "p99", "ms", 50),
        new("From the end of a window to its counts in Redis, two processes, exactly once (an epoch a second), 99 %", SubjectOf("Two/ExactlyOnce"), null, "p99", "ms", 1500),
    ];

    private static Goal Speed(string title, string name, double least)
        => new(title, SubjectOf(name), SubjectOf(YahooTrial.ByHand), "ns", "ns", 1 / least, AsSpeed: true);
}
