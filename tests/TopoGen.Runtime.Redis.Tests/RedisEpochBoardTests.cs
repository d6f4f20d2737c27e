using Microsoft.Extensions.Logging.Abstractions;

namespace TopoGen.Runtime.Redis.Tests;

/// <summary>The contract on a real Redis.</summary>
public sealed class RedisEpochBoardTests(RedisServer server) : EpochBoardContract, IClassFixture<RedisServer>
{
    protected override async Task<(ICoordinationStore Coordination, ICheckpointStore Checkpoints, IEpochBoard Board)> OpenAsync()
    {
        string topology = Guid.NewGuid().ToString("N");
        var options = new RedisOptions { Address = server.Address, OperationTimeout = TimeSpan.FromSeconds(30) };
        RedisCheckpointStore checkpoints = await RedisCheckpointStore.ConnectAsync(options, topology, CancellationToken.None);
        return (
            await RedisCoordinationStore.ConnectAsync(options, topology, NullLoggerFactory.Instance, CancellationToken.None),
            checkpoints,
            checkpoints);
    }
}
