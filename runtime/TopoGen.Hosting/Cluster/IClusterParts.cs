using Microsoft.Extensions.Logging;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Cluster;

/// <summary>What the commands need of Redis, links and engine; tests give them other ones.</summary>
internal interface IClusterParts
{
    /// <summary>The hash by which workers know that they were built alike.</summary>
    ulong SchemaOf(TopologyDefinition definition);

    /// <exception cref="CoordinationException">It cannot be reached, or is not fit.</exception>
    /// <exception cref="TopologyInputException">The address is none.</exception>
    Task<ICoordinationStore> ConnectAsync(StoreAddress address, string topology, ILoggerFactory loggers, CancellationToken cancellation);

    /// <summary>Opens what the workers of a topology that keeps epochs need beside coordination; the store is the caller's to dispose of.</summary>
    /// <exception cref="CheckpointStoreException">It cannot be reached.</exception>
    Task<EpochServices> OpenEpochsAsync(StoreAddress address, string topology, TimeSpan interval, CancellationToken cancellation);

    /// <summary>Starts a server, or adopts one that a killed process left behind.</summary>
    /// <param name="folder">Where it keeps its data.</param>
    /// <param name="loggers">Told what it does.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="TopologyInputException">None is installed, or another process uses the folder.</exception>
    Task<IPrivateServer> StartServerAsync(string folder, ILoggerFactory loggers, CancellationToken cancellation);

    /// <summary>The server that runs on a folder, or null.</summary>
    StoreAddress? FindServer(string folder);

    /// <summary>Whether a server could be started here, in one line.</summary>
    EnvironmentCheck CheckServer();

    /// <summary>Whether a Redis is reachable and fit.</summary>
    Task<IReadOnlyList<EnvironmentCheck>> CheckStoreAsync(StoreAddress address, CancellationToken cancellation);

    /// <summary>Takes part in a run until it is over or the worker is to leave.</summary>
    /// <returns>How the run ended; null where the worker has left it.</returns>
    Task<WorkerEnd?> RunWorkerAsync(WorkerStart start, CancellationToken leave);
}
