using System.Collections.Immutable;
using System.Globalization;

namespace TopoGen.Runtime.Redis;

/// <summary>A command of a <see cref="RedisSink"/>: one that writes, and may stand in a script.</summary>
/// <param name="Name">As Redis calls it: <c>SET</c>.</param>
/// <param name="Arguments">Its arguments, in order.</param>
[StreamTuple]
public readonly partial record struct RedisCommand(string Name, ImmutableArray<string> Arguments)
{
    public static RedisCommand Of(string name, params ReadOnlySpan<string> arguments) => new(name, [.. arguments]);

    public static RedisCommand Set(string key, string value) => new("SET", [key, value]);

    public static RedisCommand Set(string key, long value) => Set(key, Text(value));

    public static RedisCommand Delete(string key) => new("DEL", [key]);

    public static RedisCommand IncrementBy(string key, long value) => new("INCRBY", [key, Text(value)]);

    public static RedisCommand HashSet(string key, string field, string value) => new("HSET", [key, field, value]);

    public static RedisCommand HashSet(string key, string field, long value) => HashSet(key, field, Text(value));

    public static RedisCommand HashDelete(string key, string field) => new("HDEL", [key, field]);

    public static RedisCommand Push(string key, string value) => new("RPUSH", [key, value]);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
