using TopoGen.Runtime.Redis;

namespace TopoGen.Hosting.Cluster;

/// <summary>From a <see cref="StoreAddress"/> to the options of Redis and back.</summary>
internal static class StoreSettings
{
    /// <summary>What was given apart wins over what stands in the address.</summary>
    /// <exception cref="TopologyInputException">The address is none, or a value does not fit.</exception>
    public static RedisOptions Of(StoreAddress address)
    {
        var options = RedisOptions.Parse(address.Address);
        options.User = address.User ?? options.User;
        options.Password = address.Password ?? options.Password;
        options.Database = address.Database ?? options.Database;
        options.Prefix = address.Prefix ?? options.Prefix;
        options.Tls = address.Tls ?? (options.Tls || address.Authority is not null);
        options.CaFile = address.Authority ?? options.CaFile;
        options.OperationTimeout = address.Patience ?? options.OperationTimeout;
        options.Validate();
        return options;
    }

    public static StoreAddress Of(RedisOptions options) => new()
    {
        Address = options.Address,
        User = options.User,
        Password = options.Password,
        Database = options.Database,
        Prefix = options.Prefix,
        Tls = options.Tls,
        Authority = options.CaFile,
    };
}
