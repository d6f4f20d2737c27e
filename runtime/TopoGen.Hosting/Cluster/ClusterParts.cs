using Microsoft.Extensions.Logging;
using TopoGen.Runtime;
using TopoGen.Runtime.Redis;

namespace TopoGen.Hosting.Cluster;

/// <summary>The real ones: Redis, links over sockets, and the engine.</summary>
internal sealed class ClusterParts : IClusterParts
{
    private static readonly string[] Servers = ["redis-server", "valkey-server"];

    public ulong SchemaOf(TopologyDefinition definition) => TopologySchemaHash.Of(definition);

    public async Task<ICoordinationStore> ConnectAsync(
        StoreAddress address, string topology, ILoggerFactory loggers, CancellationToken cancellation)
        => await RedisCoordinationStore.ConnectAsync(StoreSettings.Of(address), topology, loggers, cancellation).ConfigureAwait(false);

    public async Task<EpochServices> OpenEpochsAsync(StoreAddress address, string topology, TimeSpan interval, CancellationToken cancellation)
    {
        RedisCheckpointStore store = await RedisCheckpointStore.ConnectAsync(StoreSettings.Of(address), topology, cancellation).ConfigureAwait(false);
        return new EpochServices(store, store, interval);
    }

    public async Task<IPrivateServer> StartServerAsync(string folder, ILoggerFactory loggers, CancellationToken cancellation)
        => new PrivateServer(
            await PrivateRedisServer.StartAsync(folder, TimeProvider.System, loggers.CreateLogger<PrivateRedisServer>(), cancellation).ConfigureAwait(false),
            TimeProvider.System);

    public StoreAddress? FindServer(string folder) => PrivateRedisServer.Find(folder) is { } options ? StoreSettings.Of(options) : null;

    public EnvironmentCheck CheckServer()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string? found = Servers.SelectMany(_ => folders, (server, folder) => Path.Combine(folder, server)).FirstOrDefault(File.Exists);
        return found is not null
            ? new("redis", CheckOutcome.Ok, $"no Redis was named; run --workers N starts a private one: {found}")
            : new("redis", CheckOutcome.Failed, "no Redis was named, and neither redis-server nor valkey-server is installed; get one (apt-get install redis-server), or name yours with --redis ADDRESS");
    }

    public async Task<IReadOnlyList<EnvironmentCheck>> CheckStoreAsync(StoreAddress address, CancellationToken cancellation)
        =>
        [
            .. (await RedisCheck.RunAsync(StoreSettings.Of(address), TimeProvider.System, cancellation).ConfigureAwait(false))
                .Select(r => new EnvironmentCheck($"redis {r.Name}", OutcomeOf(r.Outcome), r.Text)),
        ];

    public Task<WorkerEnd?> RunWorkerAsync(WorkerStart start, CancellationToken leave) => WorkerRun.RunAsync(start, SchemaOf(start.Definition), leave);

    private static CheckOutcome OutcomeOf(RedisCheckOutcome outcome) => outcome switch
    {
        RedisCheckOutcome.Ok => CheckOutcome.Ok,
        RedisCheckOutcome.Warning => CheckOutcome.Warning,
        _ => CheckOutcome.Failed,
    };
}
