namespace TopoGen.Runtime.Redis.Tests;

public sealed class RedisCheckTests
{
    [Fact]
    public async Task A_fit_server_passes_and_is_left_as_it_was()
    {
        await using RedisServer server = await RedisServer.StartAsync("appendonly yes", "appendfsync always");

        IReadOnlyList<RedisCheckResult> results = await CheckAsync(server);

        Assert.Equal(["reachable", "version", "role", "commands", "persistence", "eviction", "clock"], results.Select(result => result.Name));
        Assert.All(results, result => Assert.Equal(RedisCheckOutcome.Ok, result.Outcome));
        Assert.Contains($"{server.Address} answers in ", results[0].Text, StringComparison.Ordinal);
        Assert.Equal(":0", await server.CommandAsync("DBSIZE"));
    }

    [Fact]
    public async Task Missing_persistence_is_warned_of_and_eviction_of_live_records_fails()
    {
        await using RedisServer server = await RedisServer.StartAsync("maxmemory-policy allkeys-lru");

        IReadOnlyList<RedisCheckResult> results = await CheckAsync(server);

        Assert.Equal(RedisCheckOutcome.Warning, Named(results, "persistence").Outcome);
        RedisCheckResult eviction = Named(results, "eviction");
        Assert.Equal(RedisCheckOutcome.Failed, eviction.Outcome);
        Assert.Equal("allkeys-lru may drop the records of a running topology; set maxmemory-policy noeviction", eviction.Text);
    }

    [Fact]
    public async Task Snapshots_alone_are_warned_of()
    {
        await using RedisServer server = await RedisServer.StartAsync("save 60 1");

        RedisCheckResult persistence = Named(await CheckAsync(server), "persistence");

        Assert.Equal(RedisCheckOutcome.Warning, persistence.Outcome);
        Assert.StartsWith("snapshots only (save 60 1)", persistence.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_user_may_not_do_is_said()
    {
        await using RedisServer server = await RedisServer.StartAsync("user worker on >secret ~topogen:* resetchannels -@all +@connection +@hash +evalsha");

        IReadOnlyList<RedisCheckResult> results = [.. await RedisCheck.RunAsync(
            new RedisOptions { Address = server.Address, User = "worker", Password = "secret" }, TimeProvider.System, CancellationToken.None)];

        Assert.Equal(RedisCheckOutcome.Ok, Named(results, "reachable").Outcome);
        Assert.Equal(RedisCheckOutcome.Failed, Named(results, "commands").Outcome);
        Assert.Contains("give the user the rights", Named(results, "commands").Text, StringComparison.Ordinal);
        Assert.Equal(RedisCheckOutcome.Warning, Named(results, "version").Outcome);
        Assert.Equal(RedisCheckOutcome.Warning, Named(results, "persistence").Outcome);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_the_only_result()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        server.Kill();

        RedisCheckResult result = Assert.Single(await CheckAsync(server));

        Assert.Equal(("reachable", RedisCheckOutcome.Failed), (result.Name, result.Outcome));
        Assert.Contains(server.Address, result.Text, StringComparison.Ordinal);
        await server.RestartAsync(keepData: false);
    }

    private static RedisCheckResult Named(IReadOnlyList<RedisCheckResult> results, string name) => Assert.Single(results, result => result.Name == name);

    private static async Task<IReadOnlyList<RedisCheckResult>> CheckAsync(RedisServer server) =>
        [.. await RedisCheck.RunAsync(
            new RedisOptions { Address = server.Address, OperationTimeout = TimeSpan.FromSeconds(20) }, TimeProvider.System, CancellationToken.None)];
}
