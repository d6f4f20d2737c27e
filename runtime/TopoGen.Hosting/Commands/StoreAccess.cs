using Microsoft.Extensions.Logging;
using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Settings;
using TopoGen.Runtime;

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
