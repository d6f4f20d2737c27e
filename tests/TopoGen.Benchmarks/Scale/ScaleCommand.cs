using System.Globalization;

namespace TopoGen.Benchmarks;

/// <summary><c>scale [PART] [WORKERS,…]</c>: what coordination costs as workers become more, as tables.</summary>
internal static class ScaleCommand
{
    private static readonly (string Name, Func<int, Task<ScaleRow>> Run)[] Parts =
    [
        ("decisions", static workers => Task.FromResult(DecisionMeasurement.Run(workers))),
        ("cluster", ClusterMeasurement.RunAsync),
        ("store", StoreMeasurement.RunAsync),
        ("links", LinkMeasurement.RunAsync),
    ];

    /// <param name="part">Which of them, or null for all.</param>
    /// <param name="workers">With how many workers, one after another.</param>
    public static async Task<int> RunAsync(string? part, int[] workers)
    {
        (string Name, Func<int, Task<ScaleRow>> Run)[] parts = [.. Parts.Where(p => part is null || p.Name == part)];
        if (parts.Length == 0)
        {
            Console.Error.WriteLine($"scale: there is no part '{part}'; expected one of {string.Join(", ", Parts.Select(p => p.Name))}.");
            return 2;
        }

        foreach ((string name, Func<int, Task<ScaleRow>> run) in parts)
        {
            List<ScaleRow> rows = [];
            foreach (int count in workers)
            {
                rows.Add(await run(count));
            }

            Print(name, rows);
        }

        return 0;
    }

    private static void Print(string part, List<ScaleRow> rows)
    {
        Console.WriteLine($"| {part} | {string.Join(" | ", rows.Select(r => r.Workers.ToString("N0", CultureInfo.InvariantCulture)))} |");
        Console.WriteLine($"|---|{string.Concat(rows.Select(_ => "---:|"))}");
        foreach (string name in rows[0].Select(figure => figure.Key))
        {
            IEnumerable<string> figures = rows.Select(row => row.First(figure => figure.Key == name).Value.ToString("#,##0.##", CultureInfo.InvariantCulture));
            Console.WriteLine($"| {name} | {string.Join(" | ", figures)} |");
        }

        Console.WriteLine();
    }
}
