using StackExchange.Redis;
using TopoGen.Oracle.Chaos;

namespace TopoGen.Chaos;

/// <summary>Reads what sinks hold.</summary>
internal static class SinkReader
{
    /// <summary>Names of files sort in the order of their task's lines.</summary>
    public static string[] Files(string folder)
    {
        string lines = Path.Combine(folder, ChaosSinks.Lines);
        return Directory.Exists(lines) ? [.. Directory.GetFiles(lines, "*.txt").Order(StringComparer.Ordinal)] : [];
    }

    public static IReadOnlyList<Outcome> ReadFiles(string folder) => [.. Files(folder).SelectMany(File.ReadLines).Select(Outcome.Parse)];

    /// <summary>How many epochs have left a file: <c>topology.Sink-0-of-2.SEQUENCE.LINEAGE.GENERATION.NONCE.EPOCH.CHUNK.CHUNKS.txt</c>.</summary>
    public static int CountEpochs(string folder)
        => Files(folder).Select(static file => Path.GetFileName(file).Split('.') is { Length: > 5 } parts ? string.Join('.', parts[^7..^3]) : file).Distinct().Count();

    public static async Task<IReadOnlyList<Outcome>> ReadRedisAsync(string address, int keys)
    {
        ConfigurationOptions configuration = ConfigurationOptions.Parse(address);
        configuration.SyncTimeout = configuration.AsyncTimeout = 60_000;
        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(configuration);
        RedisValue[][] lists = await Task.WhenAll(Enumerable.Range(0, keys).Select(key => redis.GetDatabase().ListRangeAsync(ChaosSinks.ListOf(key))));
        return [.. lists.SelectMany(static list => list).Select(static line => Outcome.Parse(line.ToString()))];
    }
}
