using System.Globalization;
using StackExchange.Redis;

namespace TopoGen.Benchmarks;

/// <summary>As many events as go through, then a fixed rate over whole windows; and every count in Redis is compared with what was generated.</summary>
/// <param name="Name">PLACE/DELIVERY, or <see cref="ByHand"/>.</param>
/// <param name="Time">For how long the highest rate is measured.</param>
/// <param name="Window">How long a window is.</param>
internal sealed record YahooTrial(string Name, TimeSpan Time, TimeSpan Window)
{
    public const string ByHand = "by-hand";

    /// <summary>Events a second while windows are looked at.</summary>
    private const double Rate = 100_000;

    /// <summary>As many messages as a spout may have incomplete: under at least once they are acked by epochs, a second apart.</summary>
    private static readonly string[] ManyPending = ["--max-pending", "1048576"];

    /// <summary>All have two tasks, which four processes share.</summary>
    private static readonly StormShape Shape = new("yahoo-ads", "", Stages: 6, ForFour: "Source=2");

    public async Task<Figures> RunAsync()
    {
        using var server = new RecoveryRedis();
        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync($"{server.Address},allowAdmin=true");
        await AdCatalog.StoreAsync(redis.GetDatabase());
        WindowWrites writes = await WindowWrites.BeginAsync(redis);
        using ILatencySubject subject = Start(new YahooSettings(server.Address, (long)Window.TotalMilliseconds));
        StormMeter meter = subject.Meter;
        await meter.MeasureAsync(0, TimeSpan.Zero, TimeSpan.Zero);
        await subject.StartedAsync(StormCount.Emitted);
        StormPhase full = await meter.MeasureAsync(0, StormMeter.WarmUpBefore(Time), Time, StormCount.Emitted);

        // Twice a window's length has a whole one in it, and the last writes come behind it.
        StormPhase paced = await meter.MeasureAsync(Rate, TimeSpan.FromSeconds(1), 2.1 * Window, StormCount.Emitted);
        await Task.Delay(TimeSpan.FromSeconds(2));
        double memory = meter.PeakMemory();
        await subject.FinishAsync();
        int counts = await VerifyAsync(redis, AdEvents.Read(meter.Board.Folder));
        double[] latencies = writes.Latencies(
            YahooSettings.TimeOf(paced.Schedule.From), YahooSettings.TimeOf(paced.Schedule.Until), (long)Window.TotalMilliseconds);
        return new Dictionary<string, double>
        {
            ["ns"] = 1e9 / full.Rate,
            ["rate"] = full.Rate,
            ["cpu"] = full.ProcessorOfMillion,
            ["paced-rate"] = paced.Rate,
            ["paced-cpu"] = paced.ProcessorOfMillion,
            ["memory"] = memory / 1e6,
            ["counts"] = counts,
            ["windows"] = latencies.Length,
            ["p50"] = latencies[(latencies.Length - 1) / 2],
            ["p99"] = latencies[(int)Math.Ceiling(0.99 * latencies.Length) - 1],
            ["max"] = latencies[^1],
        };
    }

    private ILatencySubject Start(YahooSettings settings)
    {
        if (Name == ByHand)
        {
            return new AdsByHand(settings);
        }

        string[] parts = Name.Split('/');
        Delivery delivery = Enum.Parse<Delivery>(parts[1]);
        return new StormRun(
            Shape, Enum.Parse<StormPlace>(parts[0]), delivery, delivery == Delivery.AtLeastOnce ? ManyPending : [], (YahooSettings.Variable, settings.Text));
    }

    /// <returns>How many counts there are.</returns>
    /// <exception cref="InvalidOperationException">One is wrong or missing.</exception>
    private static async Task<int> VerifyAsync(ConnectionMultiplexer redis, Dictionary<string, long> expected)
    {
        RedisKey[] keys = [.. expected.Keys.Select(static key => (RedisKey)key)];
        RedisValue[] counted = await redis.GetDatabase().StringGetAsync(keys);
        for (int i = 0; i < keys.Length; i++)
        {
            if (counted[i] != expected[keys[i]!])
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{keys[i]} is {counted[i]}; expected {expected[keys[i]!]}."));
            }
        }

        int found = redis.GetServers()[0].Keys(pattern: "count:*", pageSize: 1000).Count();
        return found == keys.Length ? found : throw new InvalidOperationException($"{found} counts are in Redis; expected {keys.Length}.");
    }
}
