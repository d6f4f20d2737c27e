using Microsoft.Extensions.Logging.Abstractions;

namespace TopoGen.Runtime.Redis.Tests;

/// <summary>What a store does while its Redis fails, and after it. Each test has a server of its own.</summary>
public sealed class RedisFailureTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly CapturedLog _log = new();

    [Fact]
    public async Task Scripts_that_the_server_forgot_are_sent_again()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisCoordinationStore store = await ConnectAsync(server);
        await BeginAsync(store);
        Assert.Equal("+OK", await server.CommandAsync("SCRIPT FLUSH"));

        Assert.True(await store.JoinAsync("r1", Worker("w1"), None));
        Assert.True((await RenewAsync(store, 1)).IsHeld);
        Assert.Equal("+OK", await server.CommandAsync("SCRIPT FLUSH"));
        Assert.True((await RenewAsync(store, 2)).IsHeld);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task A_server_that_comes_back_with_its_data_is_used_again_and_leases_go_on()
    {
        await using RedisServer server = await RedisServer.StartAsync("appendonly yes", "appendfsync always");
        await using RedisCoordinationStore store = await ConnectAsync(server);
        await BeginAsync(store);
        await store.JoinAsync("r1", Worker("w1"), None);
        await RenewAsync(store, 1);

        server.Kill();
        CoordinationException down = await Eventually.FailsAsync(() => RenewAsync(store, 2));
        Assert.StartsWith($"Redis at {server.Address} cannot be reached: ", down.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', down.Message);
        for (int call = 0; call < 100; call++)
        {
            await Assert.ThrowsAsync<CoordinationException>(() => RenewAsync(store, 2));
            await Assert.ThrowsAsync<CoordinationException>(() => store.ReadStatusAsync(None));
        }

        await server.RestartAsync(keepData: true);
        Assert.True((await Eventually.AnswersAsync(() => RenewAsync(store, 2))).IsHeld);
        Assert.Equal(2, Assert.Single((await Eventually.AnswersAsync(() => store.ReadStatusAsync(None))).Facts.Leases).Counter);
        Assert.True(_log.Lines.Count == 2, string.Join('\n', _log.Lines));
        Assert.StartsWith($"Warning: Redis at {server.Address} cannot be reached: ", _log.Lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"Information: Redis at {server.Address} is reached again after ", _log.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_lost_its_data_holds_no_lease_and_generations_rise_on()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisCoordinationStore store = await ConnectAsync(server);
        await BeginAsync(store);
        await store.JoinAsync("r1", Worker("w1"), None);
        FencingToken? first = await store.AcquireAsync(new LeaderClaim("r1", "w1", LeaderLease.None, 0, 1), None);

        await server.RestartAsync(keepData: false);
        Assert.False((await Eventually.AnswersAsync(() => RenewAsync(store, 1))).IsHeld);
        await BeginAsync(store);
        await store.JoinAsync("r1", Worker("w2"), None);
        FencingToken? second = await store.AcquireAsync(new LeaderClaim("r1", "w2", LeaderLease.None, first!.Value.Generation, 2), None);

        Assert.Equal(first.Value.Generation + 1, second!.Value.Generation);
    }

    [Fact]
    public async Task A_server_that_stands_still_fails_calls_and_is_used_again_when_it_goes_on()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisCoordinationStore store = await ConnectAsync(server, TimeSpan.FromMilliseconds(100));
        await Eventually.AnswersAsync(() => BeginAsync(store));
        await Eventually.AnswersAsync(() => store.JoinAsync("r1", Worker("w1"), None));

        server.Pause();
        for (int call = 0; call < 5; call++)
        {
            await Assert.ThrowsAsync<CoordinationException>(() => RenewAsync(store, 1)).WaitAsync(Eventually.Limit);
        }

        server.Resume();
        Assert.True((await Eventually.AnswersAsync(() => RenewAsync(store, 1))).IsHeld);
        Assert.Contains("no answer within 0.1 s", _log.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_whose_answer_was_lost_and_that_is_sent_again_is_carried_out_once()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisCoordinationStore store = await ConnectAsync(server, TimeSpan.FromMilliseconds(100));
        await Eventually.AnswersAsync(() => BeginAsync(store));
        await Eventually.AnswersAsync(() => store.JoinAsync("r1", Worker("w1"), None));
        LeaderClaim claim = new("r1", "w1", LeaderLease.None, 0, 7);
        TaskId task = new("Lines", 0, 1);
        await Eventually.AnswersAsync(() => store.TakePositionAsync("r1", task, None));
        await Eventually.AnswersAsync(() => store.ReservePositionAsync("r1", task, 10, 100, None));

        // The requests are in the server's socket when it goes on.
        server.Pause();
        await Assert.ThrowsAsync<CoordinationException>(() => store.AcquireAsync(claim, None));
        await Assert.ThrowsAsync<CoordinationException>(() => store.TakePositionAsync("r1", task with { Incarnation = 2 }, None));
        server.Resume();

        Assert.Equal(new FencingToken(1, 7), await Eventually.AnswersAsync(() => store.AcquireAsync(claim, None)));
        Assert.Equal(
            new PositionRecord(2, 100, 90), await Eventually.AnswersAsync(() => store.TakePositionAsync("r1", task with { Incarnation = 2 }, None)));
        Assert.Equal(1, (await Eventually.AnswersAsync(() => store.ReadFactsAsync(None))).Leader.Counter);
        Assert.Empty((await Eventually.AnswersAsync(() => store.ReadStatusAsync(None))).Refused);
    }

    [Fact]
    public async Task While_it_cannot_be_reached_any_number_of_calls_fails_at_once_and_leaves_nothing()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisCoordinationStore store = await ConnectAsync(server);
        await BeginAsync(store);
        server.Kill();
        await Eventually.FailsAsync(() => RenewAsync(store, 1));

        for (int round = 0; round < 20; round++)
        {
            Task<WorkerView>[] calls = [.. Enumerable.Range(0, 500).Select(_ => RenewAsync(store, 1))];
            await Task.WhenAll(calls.Select(call => Assert.ThrowsAsync<CoordinationException>(() => call))).WaitAsync(Eventually.Limit);
        }

        Assert.Single(_log.Lines);
        await server.RestartAsync(keepData: false);
        int tries = 0;
        Assert.False((await Eventually.AnswersAsync(() =>
        {
            tries++;
            return RenewAsync(store, 1);
        })).IsHeld);
        // Had calls been kept for later, the server would have counted them as refused.
        // It may close a connection once more while it comes up: a try may reach it and its answer be lost.
        Assert.InRange((await Eventually.AnswersAsync(() => store.ReadStatusAsync(None))).Refused["renew"], 1, tries);
    }

    [Fact]
    public async Task A_call_that_is_given_up_says_so()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisCoordinationStore store = await ConnectAsync(server);
        server.Pause();
        using var cancellation = new CancellationTokenSource();
        Task<ClusterFacts> call = store.ReadFactsAsync(cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Empty(_log.Lines);
        server.Resume();
    }

    [Fact]
    public async Task Where_nobody_listens_connecting_fails_with_the_address()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        server.Kill();

        CoordinationException failure = await Assert.ThrowsAsync<CoordinationException>(() => ConnectAsync(server));

        Assert.StartsWith($"Redis at {server.Address} cannot be reached: ", failure.Message, StringComparison.Ordinal);
        await server.RestartAsync(keepData: false);
    }

    [Fact]
    public async Task A_replica_is_refused_for_reading_too()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using (RedisCoordinationStore primary = await ConnectAsync(server))
        {
            await BeginAsync(primary);
            // From now on the server knows the script, so that nothing but the demand for a primary stands in the way.
            await primary.ReadFactsAsync(None);
        }

        Assert.Equal("+OK", await server.CommandAsync("REPLICAOF 127.0.0.1 1"));
        await using RedisCoordinationStore store = await ConnectAsync(server);
        await Assert.ThrowsAsync<CoordinationException>(() => store.ReadFactsAsync(None));
        await Assert.ThrowsAsync<CoordinationException>(() => store.ReadPlanAsync(None));
        await Assert.ThrowsAsync<CoordinationException>(() => BeginAsync(store));
    }

    [Fact]
    public async Task A_record_that_nobody_of_this_version_wrote_is_named()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisCoordinationStore store = await ConnectAsync(server);
        await BeginAsync(store);
        await server.CommandAsync("HSET topogen:{words}:desired record nonsense");

        CoordinationException failure = await Assert.ThrowsAsync<CoordinationException>(() => store.ReadFactsAsync(None));

        Assert.Contains("'nonsense' under 'desired' of topology 'words'", failure.Message, StringComparison.Ordinal);
    }

    private static WorkerInfo Worker(string id) => new() { Id = id, Process = "p", Name = id, Host = "h", ProcessId = 1 };

    private static Task<RunRecord> BeginAsync(RedisCoordinationStore store) =>
        store.BeginAsync(new RunRecord { Id = "r1", Owner = "test", Schema = 1 }, new DesiredState(), null, None);

    private static Task<WorkerView> RenewAsync(RedisCoordinationStore store, long counter) =>
        store.RenewAsync(new Renewal("r1", "w1", counter, default, default), None);

    private Task<RedisCoordinationStore> ConnectAsync(RedisServer server, TimeSpan? timeout = null) => RedisCoordinationStore.ConnectAsync(
        new RedisOptions { Address = server.Address, OperationTimeout = timeout ?? TimeSpan.FromSeconds(20) }, "words", _log, None);
}
