using System.Security.Cryptography;
using StackExchange.Redis;

namespace TopoGen.Runtime.Redis;

/// <summary>
/// One connection. It makes itself anew when it breaks; meanwhile calls fail at once, so that nothing piles up. Every call goes to
/// the primary and fails with <see cref="CoordinationException"/> after the operation timeout at the latest. Thread-safe.
/// </summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    /// <summary>How often the client looks after the connection, and makes a broken one anew. Each look wakes a thread, which an idle worker pays for.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    private readonly ConnectionMultiplexer _multiplexer;
    private readonly IDatabase _database;
    private readonly RedisOptions _options;
    private readonly RedisOutage? _outage;

    private RedisConnection(ConnectionMultiplexer multiplexer, RedisOptions options, RedisOutage? outage)
    {
        _multiplexer = multiplexer;
        _database = multiplexer.GetDatabase();
        _options = options;
        _outage = outage;
    }

    /// <param name="options">Where to.</param>
    /// <param name="name">What the server lists it as.</param>
    /// <param name="outage">Is told when it breaks and when it works again.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CoordinationException">No connection within the connect timeout.</exception>
    /// <exception cref="TopologyInputException">An option cannot be used.</exception>
    public static async Task<RedisConnection> OpenAsync(
        RedisOptions options, string name, RedisOutage? outage, CancellationToken cancellation)
    {
        options.Validate();
        Task<ConnectionMultiplexer> connecting = ConnectionMultiplexer.ConnectAsync(Configure(options, name));
        try
        {
            return new RedisConnection(await connecting.WaitAsync(options.ConnectTimeout * 2, cancellation), options, outage);
        }
        catch (Exception exception)
        {
            // One that comes about after all is closed again.
            _ = connecting.ContinueWith(
                static done => done.IsCompletedSuccessfully ? done.Result.DisposeAsync().AsTask() : Task.FromResult(done.Exception),
                CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            if (exception is RedisException or TimeoutException)
            {
                throw new CoordinationException($"Redis at {options.Address} cannot be reached: {RedisFailure.Describe(exception, options.ConnectTimeout)}", exception);
            }

            throw;
        }
    }

    /// <summary>Runs a script by its hash, and by its text where the server has not seen it or has forgotten it.</summary>
    public Task<RedisResult> EvaluateAsync(RedisScript script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellation) =>
        CallAsync(
            async database =>
            {
                try
                {
                    return await database.ScriptEvaluateAsync(script.Hash, keys, arguments, CommandFlags.DemandMaster);
                }
                catch (RedisServerException exception) when (exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
                {
                    return await database.ScriptEvaluateAsync(
                        script.Text, keys, arguments, CommandFlags.DemandMaster | CommandFlags.NoScriptCache);
                }
            },
            cancellation);

    /// <summary>Runs one command.</summary>
    public Task<RedisResult> ExecuteAsync(string command, IReadOnlyCollection<object> arguments, CancellationToken cancellation) =>
        CallAsync(database => database.ExecuteAsync(command, [.. arguments], CommandFlags.DemandMaster), cancellation);

    /// <summary>Runs a command once for each list of arguments, all of them on the way at once.</summary>
    public Task<RedisResult[]> ExecuteAllAsync(string command, IReadOnlyList<object[]> arguments, CancellationToken cancellation) =>
        CallAsync(database => Task.WhenAll(arguments.Select(each => database.ExecuteAsync(command, each, CommandFlags.DemandMaster))), cancellation);

    public async Task<RedisValue> ReadFieldAsync(RedisKey key, RedisValue field, CancellationToken cancellation) =>
        await CallAsync(database => database.HashGetAsync(key, field, CommandFlags.DemandMaster), cancellation);

    public ValueTask DisposeAsync() => _multiplexer.DisposeAsync();

    private static ConfigurationOptions Configure(RedisOptions options, string name)
    {
        (string host, int port) = options.SplitAddress();
        var configuration = new ConfigurationOptions
        {
            EndPoints = { { host, port } },
            ClientName = name,
            User = options.User,
            Password = options.Password,
            DefaultDatabase = options.Database,
            Ssl = options.Tls,
            SslHost = options.Tls ? host : null,
            AllowAdmin = true,
            AbortOnConnectFail = true,
            ConnectRetry = 1,
            ConnectTimeout = (int)options.ConnectTimeout.TotalMilliseconds,
            AsyncTimeout = (int)options.OperationTimeout.TotalMilliseconds,
            SyncTimeout = (int)options.OperationTimeout.TotalMilliseconds,
            BacklogPolicy = BacklogPolicy.FailFast,
            IncludeDetailInExceptions = false,
            HeartbeatInterval = Heartbeat,
            ReconnectRetryPolicy = new LinearRetry((int)Heartbeat.TotalMilliseconds),
            // No keys and channels of the client's own, and no second socket for subscriptions.
            TieBreaker = "",
            ConfigurationChannel = "",
            CommandMap = CommandMap.Create(new HashSet<string> { "SUBSCRIBE" }, available: false),
        };
        if (options.CaFile is { } file)
        {
            try
            {
                configuration.TrustIssuer(file);
            }
            catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
            {
                throw new TopologyInputException($"Redis CaFile is '{file}'; expected a PEM file with a certificate: {exception.Message}", exception);
            }
        }

        return configuration;
    }

    private async Task<T> CallAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken cancellation)
    {
        Task<T>? answer = null;
        try
        {
            answer = call(_database);
            T result = await answer.WaitAsync(_options.OperationTimeout, cancellation);
            _outage?.Reached(this);
            return result;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            string reason = RedisFailure.Describe(exception, _options.OperationTimeout);
            if (exception is RedisServerException)
            {
                throw new CoordinationException($"Redis at {_options.Address} refused a call: {reason}", exception);
            }

            _outage?.Lost(this, reason);
            throw new CoordinationException($"Redis at {_options.Address} cannot be reached: {reason}", exception);
        }
        finally
        {
            if (answer is { IsCompleted: false })
            {
                // Nobody waits for it any more; its failure was reported as a timeout or given up on purpose.
                _ = answer.ContinueWith(
                    static late => _ = late.Exception,
                    CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            }
        }
    }
}
