using System.Globalization;

namespace TopoGen.Benchmarks;

/// <summary>
/// <c>recovery [--keys N] [--large N] [--rounds N] [--only kills|rates|large]</c>: how long a topology is without output where one of its three workers is killed, by what is in reserve;
/// how long restoring and rescaling a large state takes; and what a hot standby costs. Each trial is a run of its own; kinds that are compared take turns.
/// </summary>
internal static class RecoveryCommand
{
    private static readonly RecoveryTrial[] Kills =
    [
        new("Checkpoint", "recovery-checkpoint", IsSeen: true),
        new("HotStandby", "recovery-hot-standby", IsSeen: true),
        new("Checkpoint, seen by nobody (lease time 3 s)", "recovery-checkpoint", IsSeen: false),
        new("HotStandby, seen by nobody", "recovery-hot-standby", IsSeen: false),
    ];

    private static readonly RestoreTrial[] Restores = [new("SQLite, one process", IsRedis: false), new("Redis, one worker", IsRedis: true)];

    private static readonly RateTrial[] Rates = [new("Checkpoint", "recovery-checkpoint"), new("HotStandby", "recovery-hot-standby")];

    public static async Task<int> RunAsync(string[] options)
    {
        long keys = Option(options, "--keys", 100_000);
        long large = Option(options, "--large", 1_000_000);
        long rounds = Option(options, "--rounds", 10);
        string only = Array.IndexOf(options, "--only") is var place and >= 0 && place + 1 < options.Length ? options[place + 1] : "";
        var figures = new Dictionary<string, List<double>>();
        for (int round = 0; round < rounds; round++)
        {
            foreach (RecoveryTrial trial in Kills.Where(_ => only is "" or "kills"))
            {
                (double seconds, IReadOnlyList<(double Milliseconds, string What)> timeline) = await trial.RunAsync(keys);
                Add($"kill -9 with {keys:N0} keys, to the first output: {trial.Name}", seconds);
                foreach ((double at, string what) in timeline)
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {at,8:F0} ms  {what}"));
                }
            }

            foreach (RateTrial trial in Rates.Where(_ => only is "" or "rates"))
            {
                Add($"visits a second through two workers: {trial.Name}", await trial.RunAsync(keys));
            }
        }

        // These take longer, and vary less.
        for (int round = 0; only is "" or "large" && round < Math.Max(1, rounds / 3); round++)
        {
            foreach (RestoreTrial trial in Restores)
            {
                double empty = await trial.RunAsync(keys: 1);
                Add($"restoring {large:N0} keys of 100 bytes: {trial.Name}", await trial.RunAsync(large) - empty);
            }

            Add($"two workers become three with {large:N0} keys, longest pause of output", await RescaleTrial.RunAsync(large));
        }

        Console.WriteLine("\n| what | rounds | median | p90 | max |\n|---|---:|---:|---:|---:|");
        foreach ((string what, List<double> all) in figures)
        {
            double[] sorted = [.. all.Order()];
            Console.WriteLine($"| {what} | {sorted.Length} | {Text(Statistics.Median(sorted))} | {Text(sorted[(int)Math.Ceiling(0.9 * sorted.Length) - 1])} | {Text(sorted[^1])} |");
        }

        return 0;

        void Add(string what, double figure)
        {
            if (!figures.TryGetValue(what, out List<double>? known))
            {
                figures.Add(what, known = []);
            }

            known.Add(figure);
            Console.WriteLine($"{what}: {Text(figure)}");
        }
    }

    /// <summary>Seconds, but for rates.</summary>
    private static string Text(double figure) => figure.ToString(figure < 1000 ? "F2" : "N0", CultureInfo.InvariantCulture);

    private static long Option(string[] options, string name, long otherwise)
        => Array.IndexOf(options, name) is var at and >= 0 && at + 1 < options.Length ? long.Parse(options[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
