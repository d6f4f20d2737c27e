using Microsoft.Extensions.Logging;
using TopoGen.Hosting.Cluster;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Tests.Cluster;

/// <summary>A cluster without Redis and links.</summary>
internal sealed class FakeParts : IClusterParts
{
    public const ulong Schema = 0x00000000000000aa;

    public FakeStore Store { get; } = new();

    public FakeServer Server { get; } = new();

    /// <summary>Of workers.</summary>
    public InMemoryCheckpointStore Epochs { get; } = new();

    /// <summary>What runs on the data folder, or null.</summary>
    public StoreAddress? Found { get; set; }

    /// <summary>Why no server starts, or null.</summary>
    public string? ServerProblem { get; set; }

    public List<StoreAddress> Connected { get; } = [];

    public List<string> Folders { get; } = [];

    public List<EnvironmentCheck> StoreChecks { get; } = [];

    public Func<WorkerStart, CancellationToken, Task<WorkerEnd?>> Work { get; set; } =
        (_, _) => Task.FromResult<WorkerEnd?>(new WorkerEnd(RunPhase.Completed, null));

    public ulong SchemaOf(TopologyDefinition definition) => Schema;

    public Task<ICoordinationStore> ConnectAsync(StoreAddress address, string topology, ILoggerFactory loggers, CancellationToken cancellation)
    {
        Connected.Add(address);
        return Task.FromResult<ICoordinationStore>(Store);
    }

    public Task<EpochServices> OpenEpochsAsync(StoreAddress address, string topology, TimeSpan interval, CancellationToken cancellation)
        => Task.FromResult(new EpochServices(Epochs, Board: null!, interval));

    public Task<IPrivateServer> StartServerAsync(string folder, ILoggerFactory loggers, CancellationToken cancellation)
    {
        Folders.Add(folder);
        return ServerProblem is null ? Task.FromResult<IPrivateServer>(Server) : throw new TopologyInputException(ServerProblem);
    }

    public StoreAddress? FindServer(string folder)
    {
        Folders.Add(folder);
        return Found;
    }

    public EnvironmentCheck CheckServer() => new("redis", CheckOutcome.Ok, "redis-server is installed");

    public Task<IReadOnlyList<EnvironmentCheck>> CheckStoreAsync(StoreAddress address, CancellationToken cancellation)
        => Task.FromResult<IReadOnlyList<EnvironmentCheck>>(StoreChecks);

    public Task<WorkerEnd?> RunWorkerAsync(WorkerStart start, CancellationToken leave) => Work(start, leave);
}
