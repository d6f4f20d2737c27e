namespace TopoGen.Runtime.Redis.Tests;

/// <summary>The contract on a real Redis, which writes each command to disk before it answers.</summary>
public sealed class RedisCheckpointStoreContractTests(RedisCheckpointStoreContractTests.DurableServer durable)
    : CheckpointStoreContract, IClassFixture<RedisCheckpointStoreContractTests.DurableServer>
{
    private readonly string _topology = Guid.NewGuid().ToString("N");

    protected override async Task<ICheckpointStore> OpenAsync() => await RedisCheckpointStore.ConnectAsync(
        new RedisOptions { Address = durable.Server.Address, OperationTimeout = TimeSpan.FromSeconds(30) }, _topology, CancellationToken.None);

    protected override async Task<ICheckpointStore> ReopenAsync()
    {
        durable.Server.Kill();
        await Store.DisposeAsync();
        await durable.Server.RestartAsync(keepData: true);
        return await OpenAsync();
    }

    public sealed class DurableServer : IAsyncLifetime
    {
        private RedisServer? _server;

        public RedisServer Server => _server!;

        public async Task InitializeAsync() => _server = await RedisServer.StartAsync("appendonly yes", "appendfsync always");

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }
}
