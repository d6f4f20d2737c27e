using Microsoft.Extensions.Logging.Abstractions;

namespace TopoGen.Runtime.Redis.Tests;

/// <summary>Who shares a server with whom, and how one gets in.</summary>
public sealed class RedisSharingTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Topologies_prefixes_and_databases_do_not_touch_each_other()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        (RedisOptions Options, string Topology)[] places =
        [
            (new RedisOptions { Address = server.Address }, "words"),
            (new RedisOptions { Address = server.Address }, "words2"),
            (new RedisOptions { Address = server.Address, Prefix = "other" }, "words"),
            (new RedisOptions { Address = server.Address, Database = 3 }, "words"),
        ];
        for (int index = 0; index < places.Length; index++)
        {
            await using RedisCoordinationStore store = await ConnectAsync(places[index].Options, places[index].Topology);
            Assert.Null((await store.ReadFactsAsync(None)).Run);
            Assert.Equal($"r{index}", (await BeginAsync(store, $"r{index}")).Id);
            await store.FinishAsync($"r{index}", null, null, RunPhase.Failed, null, None);
        }

        // Each begins anew without an effect on the others.
        for (int index = 0; index < places.Length; index++)
        {
            await using RedisCoordinationStore store = await ConnectAsync(places[index].Options, places[index].Topology);
            Assert.Equal($"r{index}", (await store.ReadFactsAsync(None)).Run!.Id);
            await BeginAsync(store, $"next{index}");
        }
    }

    [Fact]
    public async Task A_password_lets_in_and_a_wrong_one_is_refused_in_one_line()
    {
        await using RedisServer server = await RedisServer.StartAsync("requirepass right");
        await using RedisCoordinationStore store = await ConnectAsync(new RedisOptions { Address = server.Address, Password = "right" });
        Assert.Equal("r1", (await BeginAsync(store, "r1")).Id);

        foreach (string? password in new[] { null, "wrong" })
        {
            CoordinationException failure = await Assert.ThrowsAsync<CoordinationException>(
                () => ConnectAsync(new RedisOptions { Address = server.Address, Password = password }));
            Assert.Contains("password", failure.Message, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain('\n', failure.Message);
            Assert.DoesNotContain("wrong", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_user_with_the_rights_that_the_readme_names_can_do_everything()
    {
        await using RedisServer server = await RedisServer.StartAsync(
            "user worker on >secret ~topogen:* resetchannels -@all +@connection +@hash +@sortedset +eval +evalsha +del +info +time");
        var options = new RedisOptions { Address = server.Address, User = "worker", Password = "secret" };
        await using RedisCoordinationStore store = await ConnectAsync(options);

        await LiveAsync(store);

        await using RedisCoordinationStore elsewhere = await ConnectAsync(
            new RedisOptions { Address = server.Address, User = "worker", Password = "secret", Prefix = "forbidden" });
        CoordinationException failure = await Assert.ThrowsAsync<CoordinationException>(() => BeginAsync(elsewhere, "r1"));
        Assert.Contains("refused a call", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_key_carries_prefix_and_tag_and_none_expires()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisCoordinationStore store = await ConnectAsync(new RedisOptions { Address = server.Address, Prefix = "a:b" });

        await LiveAsync(store);

        const string Count =
            "EVAL \"local n = 0 for _, key in ipairs(redis.call('KEYS', '*')) do "
            + "if string.sub(key, 1, 12) ~= 'a:b:{words}:' or redis.call('TTL', key) ~= -1 then return key end n = n + 1 end return tostring(n)\" 0";
        Assert.Equal("14", await server.CommandAsync(Count));
    }

    [Fact]
    public async Task Renewals_have_a_connection_of_their_own()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisCoordinationStore store = await ConnectAsync(new RedisOptions { Address = server.Address });
        await LiveAsync(store);
        await store.ReadStatusAsync(None);
        await store.RenewAsync(new Renewal("r1", "w1", 2, default, default), None);

        string clients = await server.CommandAsync("CLIENT LIST");
        Assert.Single(clients.Split('\n'), line => line.Contains("name=topogen-leases ", StringComparison.Ordinal));
        Assert.Single(clients.Split('\n'), line => line.Contains("name=topogen-reports ", StringComparison.Ordinal));
        Assert.Equal(3, clients.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a{b")]
    [InlineData("a}b")]
    public async Task A_topology_whose_name_cannot_be_a_tag_is_refused(string name) =>
        Assert.Contains(
            $"'{name}'",
            (await Assert.ThrowsAsync<TopologyInputException>(() => ConnectAsync(new RedisOptions(), name))).Message,
            StringComparison.Ordinal);

    /// <summary>Makes every call once.</summary>
    private static async Task LiveAsync(RedisCoordinationStore store)
    {
        var worker = new WorkerInfo { Id = "w1", Process = "p", Name = "w1", Host = "h", ProcessId = 1 };
        var task = new TaskId("Lines", 0, 2);
        await BeginAsync(store, "r1");
        Assert.False(await store.JoinAsync("r0", worker, None));
        Assert.True(await store.JoinAsync("r1", worker, None));
        FencingToken? token = await store.AcquireAsync(new LeaderClaim("r1", "w1", LeaderLease.None, 0, 1), None);
        Assert.True((await store.RenewAsync(new Renewal("r1", "w1", 1, token!.Value, default), None)).IsLeader);
        Assert.True(await store.PublishAsync(
            token.Value, new ClusterPlan { Token = new FencingToken(2, 2), Run = "r1", Workers = [worker], Components = [] }, None));
        Assert.True(await store.ChangeDesiredAsync("r1", new DesiredState { Version = 1 }, None));
        Assert.NotNull(await store.TakePositionAsync("r1", task, None));
        Assert.True(await store.ReservePositionAsync("r1", task, 0, 10, None));
        await store.ReportEndedAsync("r1", task, true, None);
        await store.ReportLinkAsync("r1", new LinkReport("w1", "w2"), None);
        await store.ReportErrorAsync("r1", new ErrorReport(DateTimeOffset.UnixEpoch, "w1", "s", "m"), None);
        await store.ReportLossAsync("r1", new LossReport(2, "w9", 1, 1, 0), None);
        await store.ReportMetricsAsync("r1", new WorkerMetrics("w1", [], 0, 0), None);
        Assert.NotNull(await store.ReadPlanAsync(None));
        Assert.Single((await store.ReadStatusAsync(None)).Errors);
        Assert.True(await store.EvictAsync("r1", "w9", null, null, None));
    }

    private static Task<RunRecord> BeginAsync(RedisCoordinationStore store, string run) =>
        store.BeginAsync(new RunRecord { Id = run, Owner = "test", Schema = 1 }, new DesiredState(), null, None);

    private static Task<RedisCoordinationStore> ConnectAsync(RedisOptions options, string topology = "words") =>
        RedisCoordinationStore.ConnectAsync(options, topology, NullLoggerFactory.Instance, None);
}
