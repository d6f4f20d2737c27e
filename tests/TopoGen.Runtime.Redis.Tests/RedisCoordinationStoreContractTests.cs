using Microsoft.Extensions.Logging.Abstractions;

namespace TopoGen.Runtime.Redis.Tests;

/// <summary>The contract on a real Redis.</summary>
public sealed class RedisCoordinationStoreContractTests(RedisServer server) : CoordinationStoreContract, IClassFixture<RedisServer>
{
    protected override async Task<ICoordinationStore> OpenAsync() => await RedisCoordinationStore.ConnectAsync(
        new RedisOptions { Address = server.Address, OperationTimeout = TimeSpan.FromSeconds(30) },
        Guid.NewGuid().ToString("N"), NullLoggerFactory.Instance, CancellationToken.None);

    protected override async Task LoseDataAsync() => Assert.Equal("+OK", await server.CommandAsync("FLUSHALL"));
}
