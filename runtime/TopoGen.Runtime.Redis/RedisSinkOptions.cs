namespace TopoGen.Runtime.Redis;

/// <summary>Where a <see cref="RedisSink"/> writes; see <see cref="RedisSinkServices.AddRedisSink"/>.</summary>
/// <param name="Redis">One server: a Redis Cluster does not run commands with any keys in one step.</param>
public sealed record RedisSinkOptions(RedisOptions Redis);
