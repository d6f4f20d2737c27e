using Microsoft.Extensions.Logging;
using TopoGen.Hosting.Checkpoints;
using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Settings;
using TopoGen.Runtime;
using TopoGen.Runtime.Sqlite;

namespace TopoGen.Hosting.Commands;

/// <summary>Finds the store that a topology's epochs are in, or that the next run will use: what a run is given says it, and the data folder's marker.</summary>
/// <param name="context">What was given.</param>
/// <param name="node">Of that.</param>
/// <param name="loggers">Where stores report.</param>
internal sealed class StateAccess(CommandContext context, NodeOptions node, ILoggerFactory loggers)
{
    /// <summary>A person waits for it, and on a busy machine an answer may be late.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly StoreAccess _access = new(context, node);

    /// <summary>Whether the command line says that workers are meant.</summary>
    private bool AreWorkersMeant => node.Workers is not null || context.Settings.IsOnCommandLine(nameof(NodeOptions.Redis));

    /// <summary>Opens the store that has the newest epoch.</summary>
    /// <exception cref="TopologyInputException">There is none, or it cannot be used now.</exception>
    public async Task<StateStore> FindAsync(CancellationToken cancellation)
    {
        StoreMarker? newest = AreWorkersMeant ? null : StoreMarker.Read(_access.Folder);
        if (newest is not null && newest.Topology != context.Topology)
        {
            newest.Check(_access.Folder);
        }

        bool isInRedis = AreWorkersMeant
            || (newest is null ? node.Redis is not null || context.Parts.Cluster.FindServer(_access.Folder) is not null : newest.Store == StoreMarker.Redis);
        if (!isInRedis)
        {
            return context.Parts.Checkpoints.Exists(_access.Folder)
                ? await OpenFolderAsync(cancellation).ConfigureAwait(false)
                : throw new TopologyInputException(
                    $"{context.Topology}: the data folder '{_access.Folder}' holds no epochs; expected --data DIR of a run, or --redis HOST:PORT.");
        }

        if (newest is { Location: not StoreMarker.Inside } && node.Redis is null)
        {
            throw new TopologyInputException($"{context.Topology}: the newest epoch is in Redis at {newest.Location}; give --redis {newest.Location}.");
        }

        StoreAddress? given = _access.Given();
        StoreAddress? found = given ?? context.Parts.Cluster.FindServer(_access.Folder);
        return found is null
            ? await OpenServerAsync(cancellation).ConfigureAwait(false)
            : await OpenRedisAsync(found, given, null, cancellation).ConfigureAwait(false);
    }

    /// <summary>Opens the store that a run will use which is given the same.</summary>
    /// <exception cref="TopologyInputException">It cannot be used now.</exception>
    public async Task<StateStore> ChooseAsync(CancellationToken cancellation)
    {
        if (!AreWorkersMeant && node.Redis is null)
        {
            return await OpenFolderAsync(cancellation).ConfigureAwait(false);
        }

        return _access.Given() is { } given
            ? await OpenRedisAsync(given, given, null, cancellation).ConfigureAwait(false)
            : await OpenServerAsync(cancellation).ConfigureAwait(false);
    }

    private RunWatch Watch => new(context.Topology, node.LeaseTime, context.Time);

    private async Task<StateStore> OpenFolderAsync(CancellationToken cancellation)
        => new FolderState(
            await context.Parts.Checkpoints.OpenAsync(_access.Folder, context.Topology, loggers, cancellation).ConfigureAwait(false),
            _access.Folder,
            context.Parts.Checkpoints.MarkerOf(context.Topology),
            CheckServerAsync);

    /// <summary>Workers may run on the folder too, with a Redis of its own.</summary>
    private async Task CheckServerAsync(CancellationToken cancellation)
    {
        if (context.Parts.Cluster.FindServer(_access.Folder) is { } address)
        {
            ICoordinationStore store = await context.Parts.Cluster.ConnectAsync(address, context.Topology, loggers, cancellation).ConfigureAwait(false);
            await using (store.ConfigureAwait(false))
            {
                await Watch.CheckAtRestAsync(store, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task<StateStore> OpenServerAsync(CancellationToken cancellation)
    {
        IPrivateServer server = await _access.StartServerAsync(loggers, cancellation).ConfigureAwait(false);
        try
        {
            return await OpenRedisAsync(server.Address, null, server, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<StateStore> OpenRedisAsync(StoreAddress found, StoreAddress? given, IPrivateServer? server, CancellationToken cancellation)
    {
        StoreAddress address = found with { Patience = Patience };
        ICoordinationStore coordination = await context.Parts.Cluster.ConnectAsync(address, context.Topology, loggers, cancellation).ConfigureAwait(false);
        try
        {
            EpochServices epochs = await context.Parts.Cluster.OpenEpochsAsync(address, context.Topology, TimeSpan.Zero, cancellation).ConfigureAwait(false);
            return new RedisState(coordination, epochs.Store, server, address.ToString(), _access.MarkerOf(given), Watch);
        }
        catch
        {
            await coordination.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
