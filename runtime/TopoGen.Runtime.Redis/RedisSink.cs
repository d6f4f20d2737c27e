using System.Collections.Immutable;
using System.Globalization;
using StackExchange.Redis;

namespace TopoGen.Runtime.Redis;

/// <summary>
/// Runs commands in Redis, each chunk of them with its stamp in one script. Stamps stand in the hash <c>PREFIX:sinks</c>, by task. The server is as durable as
/// it is made: with the settings that a checkpoint store needs (<c>appendfsync always</c>), what it has answered survives.
/// </summary>
/// <remarks>
/// A command that Redis refuses for its own sake (a key of another type, a wrong number of arguments) is left out for good: the others of its chunk are
/// applied, and the failure is reported. A server that takes no writes at the moment refuses the chunk as a whole, and is asked again.
/// </remarks>
/// <param name="options">Where to.</param>
public sealed class RedisSink(RedisSinkOptions options) : ISink<RedisCommand>, IAsyncDisposable
{
    private readonly RedisOptions _redis = options.Redis;
    private RedisConnection? _connection;

    private RedisKey Stamps => _redis.Prefix + ":sinks";

    /// <inheritdoc/>
    public async ValueTask<SinkStamp?> ReadStampAsync(SinkTask task, CancellationToken cancellation)
    {
        RedisConnection connection = await ConnectAsync(cancellation).ConfigureAwait(false);
        return Parse(task, await connection.ReadFieldAsync(Stamps, task.ToString(), cancellation).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async ValueTask ApplyAsync(
        SinkTask task, SinkStamp? expected, SinkStamp stamp, IReadOnlyList<RedisCommand> commands, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(commands);
        RedisConnection connection = await ConnectAsync(cancellation).ConfigureAwait(false);
        RedisResult answer = await connection.EvaluateAsync(
            RedisScript.ApplyCommands, [Stamps], [task.ToString(), expected?.ToString() ?? "", stamp.ToString(), .. Parts(commands)], cancellation).ConfigureAwait(false);
        if (stamp.IsNext(task, expected, Parse(task, (RedisValue)answer[0])) && (long)answer[1] is var refused and > 0)
        {
            // The stamp has moved: where the call is repeated, nothing is done.
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"Redis at {_redis.Address} refused {refused:N0} of {commands.Count:N0} commands, which are left out; the first was {answer[2]}"));
        }
    }

    /// <summary>Which Redis.</summary>
    public override string ToString() => $"Redis at {_redis.Address}";

    public ValueTask DisposeAsync() => _connection?.DisposeAsync() ?? default;

    private static IEnumerable<RedisValue> Parts(IReadOnlyList<RedisCommand> commands)
    {
        foreach (RedisCommand command in commands)
        {
            ImmutableArray<string> arguments = command.Arguments.IsDefault ? [] : command.Arguments;
            yield return arguments.Length + 1;
            yield return command.Name;
            foreach (string argument in arguments)
            {
                yield return argument;
            }
        }
    }

    private static SinkStamp? Parse(SinkTask task, RedisValue found)
        => found.IsNullOrEmpty ? null
            : SinkStamp.TryParse(found, out SinkStamp stamp) ? stamp
            : throw new TopologyInputException($"What Redis has as the stamp of sink {task} is '{found}', which is none; is the key used by something else?");

    private async Task<RedisConnection> ConnectAsync(CancellationToken cancellation)
        => _connection ??= await RedisConnection.OpenAsync(_redis.ForTransfers(), "topogen-sink", null, cancellation).ConfigureAwait(false);
}
