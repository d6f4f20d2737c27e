using System.Collections.Immutable;
using System.Globalization;
using StackExchange.Redis;

namespace TopoGen.Runtime.Redis;

/// <summary>Says whether a Redis is fit for coordination, for the command <c>check-env</c>.</summary>
public static class RedisCheck
{
    private const int OldestMajor = 6;
    private const int Pings = 20;

    /// <summary>Every command that scripts and store send, on a scratch key that is removed again.</summary>
    private const string Probe =
        """
        local key = KEYS[1]
        redis.call('HSET', key, 'a', '1')
        redis.call('HSETNX', key, 'b', '2')
        redis.call('HINCRBY', key, 'a', '9007199254740993')
        redis.call('HDEL', key, 'b')
        local sum = redis.call('HMGET', key, 'a')[1]
        local rest = redis.call('HEXISTS', key, 'b') + #redis.call('HGETALL', key)
        redis.call('DEL', key)
        redis.call('ZADD', key, 'NX', 1, 'first')
        redis.call('ZADD', key, 'NX', 2, 'second')
        redis.call('ZREMRANGEBYRANK', key, 0, -2)
        local newest = redis.call('ZREVRANGE', key, 0, 0, 'WITHSCORES')[1]
        redis.call('DEL', key)
        redis.call('HSET', key, 'a', '1')
        rest = rest + #redis.call('HKEYS', key) - redis.call('HLEN', key)
        redis.call('DEL', key)
        redis.call('SET', key, '3')
        rest = rest + redis.call('GET', key)
        redis.call('UNLINK', key)
        return sum .. ' ' .. rest .. ' ' .. newest
        """;

    private const string ProbeAnswer = "9007199254740994 5 second";

    /// <summary>Connects and checks. Nothing is left in the database, and no setting is changed.</summary>
    /// <returns>At least one result; only the first where it cannot be reached.</returns>
    /// <exception cref="TopologyInputException">An option cannot be used.</exception>
    public static async Task<ImmutableArray<RedisCheckResult>> RunAsync(RedisOptions options, TimeProvider time, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        RedisConnection connection;
        try
        {
            connection = await RedisConnection.OpenAsync(options, "topogen-check", null, cancellation);
        }
        catch (CoordinationException exception)
        {
            return [new RedisCheckResult("reachable", RedisCheckOutcome.Failed, exception.Message)];
        }

        await using (connection)
        {
            try
            {
                return
                [
                    await LatencyAsync(connection, options, time, cancellation),
                    .. await ServerAsync(connection, cancellation),
                    await CommandsAsync(connection, options, cancellation),
                    await PersistenceAsync(connection, cancellation),
                    await EvictionAsync(connection, cancellation),
                    await ClockAsync(connection, time, cancellation),
                ];
            }
            catch (CoordinationException exception)
            {
                return [new RedisCheckResult("reachable", RedisCheckOutcome.Failed, exception.Message)];
            }
        }
    }

    private static async Task<RedisCheckResult> LatencyAsync(
        RedisConnection connection, RedisOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var times = new List<TimeSpan>(Pings);
        for (int ping = 0; ping < Pings; ping++)
        {
            long begin = time.GetTimestamp();
            _ = await connection.ExecuteAsync("PING", [], cancellation);
            times.Add(time.GetElapsedTime(begin));
        }

        times.Sort();
        TimeSpan median = times[Pings / 2];
        bool isSlow = median > options.OperationTimeout / 10;
        return new RedisCheckResult(
            "reachable", isSlow ? RedisCheckOutcome.Warning : RedisCheckOutcome.Ok,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Address} answers in {median.TotalMilliseconds:0.00} ms (median of {Pings})")
            + (isSlow ? "; renewals may come late, use a server that is nearer" : ""));
    }

    private static async Task<ImmutableArray<RedisCheckResult>> ServerAsync(RedisConnection connection, CancellationToken cancellation)
    {
        Dictionary<string, string> info;
        try
        {
            info = RedisInfo.Parse((string?)await connection.ExecuteAsync("INFO", [], cancellation) ?? "");
        }
        catch (CoordinationException exception) when (IsRefused(exception))
        {
            return [new RedisCheckResult("version", RedisCheckOutcome.Warning, $"cannot be read, for the user may not send INFO; {OldestMajor} or newer is needed")];
        }

        string version = info.GetValueOrDefault("redis_version", "unknown");
        bool isKnown = int.TryParse(version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major);
        RedisCheckOutcome outcome = !isKnown ? RedisCheckOutcome.Warning : major < OldestMajor ? RedisCheckOutcome.Failed : RedisCheckOutcome.Ok;
        string role = info.GetValueOrDefault("role", "unknown");
        return
        [
            new RedisCheckResult("version", outcome, outcome == RedisCheckOutcome.Ok ? version : $"{version}; {OldestMajor} or newer is needed"),
            role == "master"
                ? new RedisCheckResult("role", RedisCheckOutcome.Ok, "primary")
                : new RedisCheckResult("role", RedisCheckOutcome.Failed, $"{role}; give the primary's address, replicas lag behind"),
        ];
    }

    private static async Task<RedisCheckResult> CommandsAsync(RedisConnection connection, RedisOptions options, CancellationToken cancellation)
    {
        try
        {
            string key = $"{options.Prefix}:{{check}}:{Guid.NewGuid():N}";
            string? answer = (string?)await connection.ExecuteAsync("EVAL", [Probe, 1, (RedisKey)key], cancellation);
            return answer == ProbeAnswer
                ? new RedisCheckResult("commands", RedisCheckOutcome.Ok, "scripts, hashes and sorted sets work")
                : new RedisCheckResult("commands", RedisCheckOutcome.Failed, $"a script answers '{answer}' instead of '{ProbeAnswer}'; use Redis {OldestMajor} or newer, or Valkey");
        }
        catch (CoordinationException exception) when (IsRefused(exception))
        {
            return new RedisCheckResult("commands", RedisCheckOutcome.Failed, $"{exception.Message}; give the user the rights that the README of TopoGen.Runtime.Redis names");
        }
    }

    private static async Task<RedisCheckResult> PersistenceAsync(RedisConnection connection, CancellationToken cancellation)
    {
        const string Name = "persistence";
        string? append = await SettingAsync(connection, "appendonly", cancellation);
        string? sync = await SettingAsync(connection, "appendfsync", cancellation);
        string? save = await SettingAsync(connection, "save", cancellation);
        return (append, sync, save) switch
        {
            (null, _, _) => new RedisCheckResult(Name, RedisCheckOutcome.Warning, "cannot be read, for the user may not send CONFIG GET; appendonly yes is recommended"),
            ("yes", "always", _) => new RedisCheckResult(Name, RedisCheckOutcome.Ok, "append-only file, on disk before each answer"),
            ("yes", _, _) => new RedisCheckResult(Name, RedisCheckOutcome.Ok, $"append-only file, appendfsync {sync}: a power failure of its host may take back the last second"),
            (_, _, { Length: > 0 }) => new RedisCheckResult(
                Name, RedisCheckOutcome.Warning, $"snapshots only (save {save}): when it restarts, the topology starts anew or goes back; set appendonly yes"),
            _ => new RedisCheckResult(Name, RedisCheckOutcome.Warning, "none: when it restarts, the topology starts anew; set appendonly yes"),
        };
    }

    private static async Task<RedisCheckResult> EvictionAsync(RedisConnection connection, CancellationToken cancellation)
    {
        const string Name = "eviction";
        string? policy = await SettingAsync(connection, "maxmemory-policy", cancellation);
        return policy switch
        {
            null => new RedisCheckResult(Name, RedisCheckOutcome.Warning, "cannot be read, for the user may not send CONFIG GET; maxmemory-policy noeviction is needed"),
            // Our keys never expire, so that policies for keys which do spare them.
            "noeviction" or ['v', 'o', 'l', 'a', 't', 'i', 'l', 'e', ..] => new RedisCheckResult(Name, RedisCheckOutcome.Ok, policy),
            _ => new RedisCheckResult(Name, RedisCheckOutcome.Failed, $"{policy} may drop the records of a running topology; set maxmemory-policy noeviction"),
        };
    }

    private static async Task<RedisCheckResult> ClockAsync(RedisConnection connection, TimeProvider time, CancellationToken cancellation)
    {
        const string Name = "clock";
        try
        {
            RedisResult answer = await connection.ExecuteAsync("TIME", [], cancellation);
            DateTimeOffset there = DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds((long)answer[0]) + TimeSpan.FromMicroseconds((long)answer[1]);
            double seconds = (there - time.GetUtcNow()).TotalSeconds;
            return new RedisCheckResult(
                Name, RedisCheckOutcome.Ok, string.Create(CultureInfo.InvariantCulture, $"{seconds:+0.000;-0.000} s from this host's; nothing depends on it"));
        }
        catch (CoordinationException exception) when (IsRefused(exception))
        {
            return new RedisCheckResult(Name, RedisCheckOutcome.Ok, "cannot be read, for the user may not send TIME; nothing depends on it");
        }
    }

    /// <returns>Null where the user may not read it, or the server has no such setting.</returns>
    private static async Task<string?> SettingAsync(RedisConnection connection, string name, CancellationToken cancellation)
    {
        try
        {
            RedisResult answer = await connection.ExecuteAsync("CONFIG", ["GET", name], cancellation);
            return answer.Length < 2 ? null : (string?)answer[1];
        }
        catch (CoordinationException exception) when (IsRefused(exception))
        {
            return null;
        }
    }

    private static bool IsRefused(CoordinationException exception) => exception.InnerException is RedisServerException;
}
