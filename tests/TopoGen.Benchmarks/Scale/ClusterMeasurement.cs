namespace TopoGen.Benchmarks;

/// <summary>How often workers ask the store, and how long a cluster takes to see what happens, in virtual time.</summary>
internal static class ClusterMeasurement
{
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(20);

    /// <summary>By the store's calls. What reads the reports of an epoch is not among them: in memory they come one by one.</summary>
    private static readonly (string Name, string Call)[] Calls =
    [
        ("renewals", "RenewAsync"), ("looks at the board", "ReadNewsAsync"), ("counters", "ReportMetricsAsync"), ("facts", "ReadFactsAsync"),
        ("reports for epochs", "ReportAsync"),
    ];

    public static Task<ScaleRow> RunAsync(int workers)
    {
        // A thread without a context of its own: everything happens where the clocks are moved.
        var done = new TaskCompletionSource<ScaleRow>();
        new Thread(() =>
        {
            try
            {
                done.SetResult(Run(workers));
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        }).Start();
        return done.Task;
    }

    private static ScaleRow Run(int workers)
    {
        var cluster = new ScaleCluster(workers);
        var row = new ScaleRow(workers) { { "all run, s", cluster.Until(() => cluster.IsRunning).TotalSeconds } };
        cluster.Advance(TimeSpan.FromSeconds(5));
        Dictionary<string, long> before = cluster.Calls;
        long epochs = cluster.Committed?.Number ?? 0;
        cluster.Advance(Watched);
        Dictionary<string, long> after = cluster.Calls;
        foreach ((string name, string call) in Calls)
        {
            row.Add($"{name}, 1/s", (after.GetValueOrDefault(call) - before.GetValueOrDefault(call)) / Watched.TotalSeconds);
        }

        row.Add("epochs, 1/s", ((cluster.Committed?.Number ?? 0) - epochs) / Watched.TotalSeconds);
        int evictions = cluster.Evictions;
        int plans = cluster.Plans;
        cluster.KillOne();
        TimeSpan seen = cluster.Until(() => cluster.Evictions > evictions);
        TimeSpan planned = seen + cluster.Until(() => cluster.Plans > plans);
        row.Add("a death is seen after, s", seen.TotalSeconds);
        row.Add("all run again after, s", (planned + cluster.Until(() => cluster.IsRunning)).TotalSeconds);
        row.Add("plans for it", cluster.Plans - plans);
        return row;
    }
}
