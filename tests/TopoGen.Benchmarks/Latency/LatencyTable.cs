using System.Globalization;
using System.Text;

namespace TopoGen.Benchmarks;

/// <summary>Percentiles by rate as Markdown; medians of all rounds.</summary>
internal static class LatencyTable
{
    private const string Mark = "/asked";

    public static string Of(IReadOnlyList<string> measured, IReadOnlyList<Round> rounds)
    {
        var text = new StringBuilder();
        text.Append("Two hops at fixed rates and at parts of the highest rate: time from when a tuple was to be emitted to its arrival, and to its ack.\n\n");
        text.Append("| what | rate | a second | p50 | p99 | p99.9 | p99.99 | max | acked p50 | p99 | p99.9 | CPU s / million |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        foreach (string name in measured)
        {
            string subject = LatencyGoals.SubjectOf(name);
            foreach (string label in rounds[0][subject].Keys.Where(static k => k.EndsWith(Mark, StringComparison.Ordinal)).Select(static k => k[..^Mark.Length]))
            {
                text.Append(CultureInfo.InvariantCulture, $"| {Title(name)} | {Rate(label)} | {Tables.Rate(Figure("rate"))} ");
                foreach (string figure in (string[])["p50", "p99", "p99.9", "p99.99", "max", "complete-p50", "complete-p99", "complete-p99.9"])
                {
                    text.Append(CultureInfo.InvariantCulture, $"| {Tables.Time(Figure(figure))} ");
                }

                text.Append(CultureInfo.InvariantCulture, $"| {Figure("cpu"):0.###} |\n");

                double? Figure(string figure) => Tables.Median(rounds, subject, $"{label}/{figure}");
            }
        }

        return text.ToString();
    }

    private static string Rate(string label)
        => label == LatencyProfile.Asked ? "10 k, asked over and over" : label.EndsWith('%') ? label : Tables.Rate(double.Parse(label, CultureInfo.InvariantCulture));

    private static string Title(string name) => name switch
    {
        "calls" => "*three direct calls*",
        "ring" => "*bare rings, three threads*",
        "channel" => "*bounded `Channel<T>`, three tasks*",
        "socket" => "*bare socket, two processes, one hop*",
        _ => name.Split('/') is [var place, var delivery]
            ? $"{Tables.Place(Enum.Parse<StormPlace>(place))}, {Tables.Delivery(Enum.Parse<Delivery>(delivery))}"
            : $"{Title(name[..name.LastIndexOf('/')])}, `--prefer {name[(name.LastIndexOf('/') + 1)..]}`",
    };
}
