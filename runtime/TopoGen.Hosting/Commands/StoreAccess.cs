using Microsoft.Extensions.Logging;
using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Settings;
using TopoGen.Runtime;
using TopoGen.Runtime.Sqlite;

namespace TopoGen.Hosting.Commands;

/// <summary>Finds the store of a topology from what was given.</summary>
internal sealed class StoreAccess(CommandContext context, NodeOptions node)
{
    /// <summary>Where the private server keeps its data.</summary>
    public string Folder => Path.GetFullPath(node.Data ?? DataFolder.Of(context.Topology, context.Console.Variable));

    /// <summary>The Redis that was named, or null.</summary>
    public StoreAddress? Given()
    {
        if (node.Redis is not { } address)
        {
            return null;
        }

        if (context.Settings.IsOnCommandLine(nameof(NodeOptions.Redis)) && StoreAddress.HasPassword(address))
        {
            context.Console.Say(
                "warning: everybody on this machine can read the password in --redis; set TOPOGEN__REDISPASSWORD or RedisPassword in appsettings.json instead");
        }

        return Complete(new StoreAddress { Address = address });
    }

    /// <summary>The Redis that was named, else the private server that runs.</summary>
    /// <exception cref="TopologyInputException">There is neither.</exception>
    public StoreAddress Find()
        => Given() ?? context.Parts.Cluster.FindServer(Folder)
            ?? throw new TopologyInputException(
                $"{context.Topology}: no Redis was named, and no private server runs on {Folder}; expected --redis HOST:PORT, or --data DIR of a 'run --workers N'.");

    /// <summary>How the data folder says that the newest epoch is in Redis.</summary>
    /// <param name="given">The one that was named; null for the private server's.</param>
    public StoreMarker MarkerOf(StoreAddress? given) => new(context.Topology, StoreMarker.Redis, given?.ToString() ?? StoreMarker.Inside);

    /// <summary>Starts or adopts the private server. Where somebody uses the folder, it is told who.</summary>
    public async Task<IPrivateServer> StartServerAsync(ILoggerFactory loggers, CancellationToken cancellation)
    {
        try
        {
            return await context.Parts.Cluster.StartServerAsync(Folder, loggers, cancellation).ConfigureAwait(false);
        }
        catch (TopologyInputException) when (context.Parts.Cluster.FindServer(Folder) is { } address)
        {
            ICoordinationStore store = await context.Parts.Cluster.ConnectAsync(address, context.Topology, loggers, cancellation).ConfigureAwait(false);
            await using (store.ConfigureAwait(false))
            {
                if ((await store.ReadFactsAsync(cancellation).ConfigureAwait(false)).Run is { Phase: RunPhase.Running } run)
                {
                    throw RunOpening.AlreadyRuns(context.Topology, run, "give this one another --data");
                }
            }

            throw;
        }
    }

    /// <summary>Connects to what <see cref="Find"/> finds.</summary>
    public Task<ICoordinationStore> ConnectAsync(ILoggerFactory loggers, CancellationToken cancellation)
        => context.Parts.Cluster.ConnectAsync(Find(), context.Topology, loggers, cancellation);

    private StoreAddress Complete(StoreAddress address) => address with
    {
        User = node.RedisUser,
        Password = node.RedisPassword,
        Database = node.RedisDatabase,
        Prefix = node.RedisPrefix,
        Tls = node.RedisTls,
        Authority = node.RedisAuthority is { } file ? Path.GetFullPath(file) : null,
    };
}
