using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using StackExchange.Redis;

namespace TopoGen.Benchmarks;

/// <summary>When Redis last wrote each count, as it tells those who listen.</summary>
internal sealed class WindowWrites
{
    private const string Channel = "__keyspace@0__:";

    private readonly ConcurrentDictionary<string, long> _last = new();

    public static async Task<WindowWrites> BeginAsync(IConnectionMultiplexer redis)
    {
        var writes = new WindowWrites();
        await redis.GetDatabase().ExecuteAsync("CONFIG", "SET", "notify-keyspace-events", "K$");
        await redis.GetSubscriber().SubscribeAsync(
            RedisChannel.Pattern($"{Channel}count:*"), (channel, _) => writes._last[channel.ToString()[Channel.Length..]] = Stopwatch.GetTimestamp());
        return writes;
    }

    /// <param name="from">Only of windows that begin at this time or later, in milliseconds,</param>
    /// <param name="until">and end at this time or before.</param>
    /// <param name="window">How long a window is.</param>
    /// <returns>From the end of each window to the last write of each of its counts, in milliseconds, ascending.</returns>
    public double[] Latencies(long from, long until, long window)
        => [.. _last
            .Select(write => (Begin: long.Parse(write.Key.Split(':')[^1], CultureInfo.InvariantCulture), At: write.Value))
            .Where(write => write.Begin >= from && write.Begin + window <= until)
            .Select(write => (write.At * 1e3 / Stopwatch.Frequency) - (write.Begin + window))
            .Order()];
}
