using System.Globalization;
using System.Text;

namespace TopoGen.Benchmarks;

/// <summary>Trials as Markdown; medians of all rounds.</summary>
internal static class YahooTable
{
    public static string Of(IReadOnlyList<string> measured, IReadOnlyList<Round> rounds)
    {
        var text = new StringBuilder();
        text.Append("Yahoo's ads: as many events a second as go through; × the speed of one loop by hand; then 100,000 a second: from the end of a window to the last write of each of its counts. All counts are what was generated.\n\n");
        text.Append("| where | delivery | events a second | | CPU s / million | MB | window p50 | p99 | max |\n|---|---|---:|---:|---:|---:|---:|---:|---:|\n");
        foreach (string name in measured)
        {
            double ratio = Statistics.Median(rounds.Select(round => round[YahooGoals.SubjectOf(YahooTrial.ByHand)]["ns"] / round[YahooGoals.SubjectOf(name)]["ns"]));
            string where = name.Split('/') is [var place, var delivery]
                ? $"{Tables.Place(Enum.Parse<StormPlace>(place))} | {Tables.Delivery(Enum.Parse<Delivery>(delivery))}"
                : "*one loop by hand* | —";
            text.Append(CultureInfo.InvariantCulture, $"| {where} | {Tables.Rate(Figure("rate"))} | {ratio:0.00}× | {Figure("cpu"):0.##} | {Figure("memory"):0} ");
            text.Append(CultureInfo.InvariantCulture, $"| {Tables.Time(1000 * Figure("p50"))} | {Tables.Time(1000 * Figure("p99"))} | {Tables.Time(1000 * Figure("max"))} |\n");

            double? Figure(string figure) => Tables.Median(rounds, YahooGoals.SubjectOf(name), figure);
        }

        return text.ToString();
    }
}
