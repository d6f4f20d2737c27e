using Microsoft.Extensions.Logging.Abstractions;

namespace TopoGen.Runtime.Redis.Tests;

public sealed class RedisPlanTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Plan_is_read_with_the_facts_only_when_it_is_another_one()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisCoordinationStore store = await ConnectAsync(server);
        var worker = new WorkerInfo { Id = "w1", Process = "p", Name = "w1", Host = "h", ProcessId = 1 };
        await store.BeginAsync(new RunRecord { Id = "r1", Owner = "test", Schema = 1 }, new DesiredState(), null, None);
        await store.JoinAsync("r1", worker, None);
        Assert.Null((await store.ReadFactsAsync(None)).Plan);
        FencingToken token = (await store.AcquireAsync(new LeaderClaim("r1", "w1", LeaderLease.None, 0, 7), None))!.Value;
        Assert.Null((await store.ReadFactsAsync(None)).Plan);
        ClusterPlan first = Plan(token, 1, "A");
        Assert.True(await store.PublishAsync(token, first, None));
        Assert.Equal("A", (await store.ReadFactsAsync(None)).Plan!.Components.Single().Component);

        // Nobody may do that; here it shows who reads it.
        Assert.Equal(":0", await server.CommandAsync("HSET topogen:{plans}:plan record garbage"));
        Assert.Equal(first.Token, (await store.ReadFactsAsync(None)).Plan!.Token);
        await using (RedisCoordinationStore other = await ConnectAsync(server))
        {
            await Assert.ThrowsAsync<CoordinationException>(() => other.ReadFactsAsync(None));
        }

        Assert.True(await store.PublishAsync(first.Token, Plan(token, 2, "B"), None));
        Assert.Equal("B", (await store.ReadFactsAsync(None)).Plan!.Components.Single().Component);
        Assert.Equal("B", (await store.ReadStatusAsync(None)).Facts.Plan!.Components.Single().Component);
    }

    private static ClusterPlan Plan(FencingToken leader, int number, string component) => new()
    {
        Token = new FencingToken(leader.Generation + number, leader.Nonce),
        Run = "r1",
        Workers = [],
        Components = [new PlannedTasks(component, [new PlannedTask("w1", number)])],
    };

    private static Task<RedisCoordinationStore> ConnectAsync(RedisServer server)
        => RedisCoordinationStore.ConnectAsync(new RedisOptions { Address = server.Address }, "plans", NullLoggerFactory.Instance, None);
}
