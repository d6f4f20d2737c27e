using StackExchange.Redis;

namespace TopoGen.Chaos;

/// <summary>Sees in the store how far the last epoch is.</summary>
internal sealed class EpochProbe : IAsyncDisposable
{
    /// <summary>KEYS: news, head, reports, applied, leases.</summary>
    private const string Script = """
        local attempt = redis.call('HGET', KEYS[1], 'attempt')
        if not attempt then return 0 end
        if redis.call('HGET', KEYS[2], 'committed') ~= attempt then
          return redis.call('ZCARD', KEYS[3]) == 0 and 1 or 2
        end
        if redis.call('HGET', KEYS[2], 'applied') ~= attempt then return 3 end
        for _, worker in ipairs(redis.call('HKEYS', KEYS[5])) do
          if redis.call('HGET', KEYS[4], worker) ~= attempt then return 4 end
        end
        return 5
        """;

    private readonly ConnectionMultiplexer _redis;
    private readonly RedisKey[] _keys;

    private EpochProbe(ConnectionMultiplexer redis, RedisKey[] keys) => (_redis, _keys) = (redis, keys);

    public static async Task<EpochProbe> OpenAsync(string address, string topology)
        => new(
            await ConnectionMultiplexer.ConnectAsync(address),
            [.. new[] { "news", "head", "reports", "applied", "leases" }.Select(name => (RedisKey)$"topogen:{{{topology}}}:{name}")]);

    public async Task<EpochStep> ReadAsync() => (EpochStep)(int)await _redis.GetDatabase().ScriptEvaluateAsync(Script, _keys);

    public ValueTask DisposeAsync() => _redis.DisposeAsync();
}
