using System.Diagnostics;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>What the calls of so many workers weigh at a real Redis, and how much of its one thread they take at the rates at which workers make them.</summary>
internal static class StoreMeasurement
{
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <summary>More than that are not sent before others are answered.</summary>
    private const int MostUnderWay = 5000;

    public static async Task<ScaleRow> RunAsync(int workers)
    {
        using ScaleRedis redis = await ScaleRedis.StartAsync();
        await using ScaleStore store = await ScaleStore.OpenAsync(new ScaleTopology(workers), redis.Address);
        var row = new ScaleRow(workers)
        {
            { "a renewal, B", await BytesAsync(redis, () => store.RenewAsync(0)) },
            { "a look at the board, B", await BytesAsync(redis, () => store.LookAtBoardAsync(0)) },
            { "counters of a worker, KB", await BytesAsync(redis, () => store.CountAsync(0)) / 1024 },
            { "plan, KB", await BytesAsync(redis, () => store.ReadPlanAsync(0)) / 1024 },
            { "facts, the plan being known, KB", await BytesAsync(redis, store.ReadFactsAsync) / 1024 },
            { "a worker's report for an epoch, KB", await BytesAsync(redis, () => store.ReportAsync(0)) / 1024 },
        };
        await Task.WhenAll(Enumerable.Range(1, workers - 1).Select(store.ReportAsync));
        Manifest? manifest = null;
        row.Add("all reports, MB", await BytesAsync(redis, async () => manifest = await store.GatherAsync()) / 1048576);
        row.Add("manifest, MB", await BytesAsync(redis, () => store.FlipAsync(manifest!)) / 1048576);
        await LoadAsync(redis, store, workers, row);
        return row;
    }

    /// <summary>In both directions.</summary>
    private static async Task<double> BytesAsync(ScaleRedis redis, Func<Task> call)
    {
        // The first time a script goes as its text, and the facts with the plan.
        await call();
        (double In, double Out) first = await redis.BytesAsync();
        (double In, double Out) before = await redis.BytesAsync();
        await call();
        (double In, double Out) after = await redis.BytesAsync();
        (double In, double Out) own = (before.In - first.In, before.Out - first.Out);
        return after.In - before.In - own.In + (after.Out - before.Out - own.Out);
    }

    private static async Task LoadAsync(ScaleRedis redis, ScaleStore store, int workers, ScaleRow row)
    {
        (double Rate, Func<int, Task> Call)[] kinds =
        [
            (workers / new ClusterOptions().RenewInterval.TotalSeconds, store.RenewAsync),
            (workers / StorePace.OfFollower(TimeSpan.FromSeconds(1), workers).TotalSeconds, store.LookAtBoardAsync),
            (workers / StorePace.OfCounters(workers).TotalSeconds, store.CountAsync),
            (1 / new ClusterOptions().RenewInterval.TotalSeconds, _ => store.ReadFactsAsync()),
        ];
        int[] sent = new int[kinds.Length];
        var underWay = new HashSet<Task>();
        double processor = await redis.ProcessorAsync();
        (double In, double Out) before = await redis.BytesAsync();
        long begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < Watched)
        {
            for (int kind = 0; kind < kinds.Length; kind++)
            {
                while (sent[kind] < kinds[kind].Rate * Stopwatch.GetElapsedTime(begun).TotalSeconds && underWay.Count < MostUnderWay)
                {
                    underWay.Add(kinds[kind].Call(sent[kind]++ % workers));
                }
            }

            await Task.Delay(Step);
            underWay.RemoveWhere(static task => task.IsCompletedSuccessfully);
        }

        await Task.WhenAll(underWay);
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        (double In, double Out) after = await redis.BytesAsync();
        row.Add("commands, 1/s", sent.Sum() / seconds);
        row.Add("in, KB/s", (after.In - before.In) / 1024 / seconds);
        row.Add("out, KB/s", (after.Out - before.Out) / 1024 / seconds);
        row.Add("of one core, %", (await redis.ProcessorAsync() - processor) / seconds * 100);
    }
}
