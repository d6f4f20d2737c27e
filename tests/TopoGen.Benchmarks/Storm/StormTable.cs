using System.Globalization;
using System.Text;

namespace TopoGen.Benchmarks;

/// <summary>The matrix as Markdown; medians of all rounds.</summary>
internal static class StormTable
{
    public static string Of(IReadOnlyList<StormCell> cells, IReadOnlyList<Round> rounds)
    {
        var text = new StringBuilder();
        text.Append("Storm's topologies: tuples (words) a second; × the speed of the hand-written baseline; processor seconds of a million; most memory of all processes together; time from spout to ack.\n\n");
        text.Append("| Topology | where | delivery | a second | | by hand | CPU s / million | MB | acked p50 | p99 |\n|---|---|---|---:|---:|---|---:|---:|---:|---:|\n");
        foreach (StormCell cell in cells)
        {
            string baseline = StormGoals.BaselineOf(cell);
            double ratio = Statistics.Median(rounds.Select(round => round[baseline]["ns"] / round[cell.Name]["ns"]));
            text.Append(CultureInfo.InvariantCulture, $"| {cell.Shape.Title} | {Tables.Place(cell.Place)} | {Tables.Delivery(cell.Delivery)} | {Tables.Rate(Median(cell, "rate"))} ");
            text.Append(CultureInfo.InvariantCulture, $"| {ratio:0.00}× | {baseline} | {Median(cell, "cpu"):0.###} | {Median(cell, "memory"):0} ");
            text.Append(CultureInfo.InvariantCulture, $"| {Tables.Time(Median(cell, "complete-p50"))} | {Tables.Time(Median(cell, "complete-p99"))} |\n");
        }

        text.Append("\nLowThroughput, ten tuples a second over two hops: time from when a tuple was to be emitted, to its arrival and to its ack.\n\n");
        text.Append("| where | delivery | p50 | max | acked p50 | max |\n|---|---|---:|---:|---:|---:|\n");
        foreach (StormCell cell in cells.Where(static c => c.Shape.Name == "const-id-null"))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Tables.Place(cell.Place)} | {Tables.Delivery(cell.Delivery)} | {Tables.Time(Median(cell, "low-p50"))} | {Tables.Time(Median(cell, "low-max"))} ");
            text.Append(CultureInfo.InvariantCulture, $"| {Tables.Time(Median(cell, "low-complete-p50"))} | {Tables.Time(Median(cell, "low-complete-max"))} |\n");
        }

        return text.ToString();

        double? Median(StormCell cell, string figure) => Tables.Median(rounds, cell.Name, figure);
    }
}
