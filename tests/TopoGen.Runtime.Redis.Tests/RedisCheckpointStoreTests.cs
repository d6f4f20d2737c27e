using Microsoft.Extensions.Logging.Abstractions;

namespace TopoGen.Runtime.Redis.Tests;

/// <summary>Which keys and connections checkpoints use, and what happens while Redis fails. Each test has a server of its own.</summary>
public sealed class RedisCheckpointStoreTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_register_is_the_one_that_coordination_moves()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisCheckpointStore store = await ConnectAsync(server);
        await using RedisCoordinationStore coordination = await RedisCoordinationStore.ConnectAsync(
            new RedisOptions { Address = server.Address }, "words", NullLoggerFactory.Instance, None);
        WorkerInfo worker = new() { Id = "w1", Process = "p", Name = "w1", Host = "h", ProcessId = 1 };
        await coordination.BeginAsync(new RunRecord { Id = "r1", Owner = "test", Schema = 1 }, new DesiredState(), null, None);
        await coordination.JoinAsync("r1", worker, None);
        FencingToken? led = await coordination.AcquireAsync(new LeaderClaim("r1", "w1", LeaderLease.None, 7, 77), None);
        Assert.True(await store.BeginAsync(Checkpoints.Epoch(led!.Value, 1), None));

        FencingToken planned = new(9, ulong.MaxValue);
        await coordination.PublishAsync(led.Value, new ClusterPlan { Token = planned, Run = "r1", Workers = [worker], Components = [] }, None);

        Assert.False(await store.BeginAsync(Checkpoints.Epoch(led.Value, 1), None));
        EpochId epoch = await CommitAsync(store, planned, 1);
        await coordination.BeginAsync(new RunRecord { Id = "r2", Owner = "test", Schema = 1 }, new DesiredState(), "r1", None);
        Assert.Equal(epoch, (await store.ReadHeadAsync(None))!.Committed);
        FencingToken alone = await store.AcquireAsync(0, 5, None);
        Assert.Equal(alone, (await coordination.ReadFactsAsync(None)).Register);
    }

    [Fact]
    public async Task Only_blobs_are_spread_over_a_cluster_and_nothing_but_the_register_is_left_in_the_end()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisCheckpointStore store = await ConnectAsync(server);
        FencingToken token = await store.AcquireAsync(0, 1, None);
        EpochId epoch = await CommitAsync(store, token, 1);
        await store.ReleaseAsync(epoch, None);

        Assert.Equal("3", await CountAsync(server, "topogen:words:blob:"));
        Assert.Equal("5", await CountAsync(server, "topogen:{words}:"));
        Assert.Equal(":8", await server.CommandAsync("DBSIZE"));

        Assert.True(await store.ClearAsync(token, None));
        Assert.Equal(":1", await server.CommandAsync("DBSIZE"));
        Assert.Equal(":1", await server.CommandAsync("EXISTS topogen:{words}:register"));
    }

    [Fact]
    public async Task A_server_that_knows_slots_accepts_every_call()
    {
        await using RedisServer server = await RedisServer.StartAsync("cluster-enabled yes");
        Assert.Equal("+OK", await server.CommandAsync("CLUSTER ADDSLOTSRANGE 0 16383"));
        await Eventually.HoldsAsync(
            () => server.CommandAsync("CLUSTER INFO").GetAwaiter().GetResult().Contains("cluster_state:ok", StringComparison.Ordinal), () => "the cluster is not ready");
        await using RedisCheckpointStore store = await ConnectAsync(server);
        FencingToken token = await store.AcquireAsync(0, 1, None);
        EpochId first = await CommitAsync(store, token, 1);
        EpochId second = await CommitAsync(store, token, 2, first);

        Assert.True(await store.ReleaseAsync(first, None));
        Assert.True(await store.RewindAsync(token, second, first, acceptLoss: false, None));
        await store.DeleteAsync(await store.ReadNamesAsync(second, None), None);
        await store.ForgetAsync(token, second, None);
        Assert.Equal([new EpochRecord(first, true)], (await store.ListAsync(None)).AsEnumerable());
        Assert.NotNull(await store.ReadAsync(Checkpoints.Group(first, 2), None));
        Assert.True(await store.ClearAsync(token, None));
        Assert.Equal(":1", await server.CommandAsync("DBSIZE"));
    }

    [Fact]
    public async Task Topologies_and_prefixes_do_not_touch_each_other()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        RedisOptions other = new() { Address = server.Address, Prefix = "other" };
        await using RedisCheckpointStore words = await ConnectAsync(server);
        await using RedisCheckpointStore sentences = await RedisCheckpointStore.ConnectAsync(new RedisOptions { Address = server.Address }, "sentences", None);
        await using RedisCheckpointStore elsewhere = await RedisCheckpointStore.ConnectAsync(other, "words", None);
        RedisCheckpointStore[] stores = [words, sentences, elsewhere];
        foreach (RedisCheckpointStore store in stores)
        {
            Assert.Null(await store.ReadHeadAsync(None));
            await CommitAsync(store, await store.AcquireAsync(0, 1, None), 1);
        }

        Assert.True(await words.ClearAsync(new FencingToken(1, 1), None));
        Assert.NotNull(await sentences.ReadAsync(Checkpoints.Group(Checkpoints.Epoch(new FencingToken(1, 1), 1), 0), None));
        Assert.NotNull(await elsewhere.ReadAsync(Checkpoints.Group(Checkpoints.Epoch(new FencingToken(1, 1), 1), 0), None));
    }

    [Fact]
    public async Task Blobs_have_a_connection_of_their_own()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisCheckpointStore store = await ConnectAsync(server);
        await CommitAsync(store, await store.AcquireAsync(0, 1, None), 1);

        string clients = await server.CommandAsync("CLIENT LIST");

        Assert.Single(clients.Split('\n'), line => line.Contains("name=topogen-checkpoints ", StringComparison.Ordinal));
        Assert.Single(clients.Split('\n'), line => line.Contains("name=topogen-blobs ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_user_with_the_rights_that_the_readme_names_can_do_everything()
    {
        await using RedisServer server = await RedisServer.StartAsync(
            "user worker on >secret ~topogen:* resetchannels -@all +@connection +@hash +@sortedset +eval +evalsha +del +set +get +exists +unlink +info");
        await using RedisCheckpointStore store = await RedisCheckpointStore.ConnectAsync(
            new RedisOptions { Address = server.Address, User = "worker", Password = "secret" }, "words", None);
        FencingToken token = await store.AcquireAsync(0, 1, None);
        EpochId first = await CommitAsync(store, token, 1);
        EpochId second = await CommitAsync(store, token, 2, first);

        Assert.True(await store.ReleaseAsync(first, None));
        Assert.True(await store.RewindAsync(token, second, first, acceptLoss: false, None));
        Assert.Equal(new CheckpointHead(first, first), await store.ReadHeadAsync(None));
        Assert.NotNull(await store.ReadManifestAsync(first, None));
        Assert.Equal(2, (await store.ListAsync(None)).Length);
        await store.ForgetAsync(token, second, None);
        Assert.True(await store.ClearAsync(token, None));
    }

    [Fact]
    public async Task Scripts_that_the_server_forgot_are_sent_again()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisCheckpointStore store = await ConnectAsync(server);
        FencingToken token = await store.AcquireAsync(0, 1, None);
        EpochId first = await CommitAsync(store, token, 1);
        Assert.Equal("+OK", await server.CommandAsync("SCRIPT FLUSH"));

        await CommitAsync(store, token, 2, first);
    }

    [Fact]
    public async Task A_server_that_comes_back_with_its_data_is_used_again_and_what_was_answered_is_there()
    {
        await using RedisServer server = await RedisServer.StartAsync("appendonly yes", "appendfsync always");
        await using RedisCheckpointStore store = await ConnectAsync(server);
        FencingToken token = await store.AcquireAsync(0, 1, None);
        EpochId first = await CommitAsync(store, token, 1);
        EpochId second = Checkpoints.Epoch(token, 2);
        Blob blob = Checkpoints.Fill(Checkpoints.Group(second, 0));
        Manifest manifest = Checkpoints.Manifest(second, first, blob);

        server.Kill();
        CheckpointStoreException down = await FailsAsync(() => store.WriteAsync([blob], None));
        Assert.StartsWith($"Redis at {server.Address} cannot be reached: ", down.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', down.Message);
        await FailsAsync(() => store.FlipAsync(manifest, None));
        await FailsAsync(() => store.ReadHeadAsync(None));
        await FailsAsync(() => store.ReadAsync(blob.Name, None));
        await server.RestartAsync(keepData: true);

        Assert.Equal(new CheckpointHead(first, null), await AnswersAsync(() => store.ReadHeadAsync(None)));
        await AnswersAsync(async () =>
        {
            await store.WriteAsync([blob], None);
            return true;
        });
        Assert.Equal(FlipOutcome.Committed, await AnswersAsync(() => store.FlipAsync(manifest, None)));
        Assert.Null(manifest.Blobs.Single().Problem(await store.ReadAsync(blob.Name, None)));
    }

    /// <summary>A replica that lagged has taken the place of the server that took them.</summary>
    [Fact]
    public async Task An_epoch_is_not_committed_without_its_blobs()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisCheckpointStore store = await ConnectAsync(server);
        FencingToken token = await store.AcquireAsync(0, 1, None);
        EpochId first = await CommitAsync(store, token, 1);
        EpochId second = Checkpoints.Epoch(token, 2);
        Blob[] blobs = [.. Enumerable.Range(0, 1200).Select(group => Checkpoints.Fill(new BlobName(second, "Tally", BlobKind.KeyGroup, group % 256, group / 256), 8))];
        Manifest manifest = Checkpoints.Manifest(second, first) with
        {
            Tasks =
            [
                new TaskEntry
                {
                    Component = "Tally",
                    Index = 0,
                    Parallelism = 1,
                    Groups = [.. blobs.GroupBy(b => b.Name.Index).Select(g => new GroupEntry(g.Key, [.. g.Select(Checkpoints.Reference)]))],
                },
            ],
        };
        await store.WriteAsync(blobs, None);
        await store.DeleteAsync([blobs[^1].Name], None);

        Assert.Equal(FlipOutcome.Incomplete, await store.FlipAsync(manifest, None));
        Assert.Equal(new CheckpointHead(first, null), await store.ReadHeadAsync(None));

        await store.WriteAsync([blobs[^1]], None);
        Assert.Equal(FlipOutcome.Committed, await store.FlipAsync(manifest, None));
        await store.DeleteAsync([blobs[0].Name], None);
        Assert.Equal(FlipOutcome.Committed, await store.FlipAsync(manifest, None));
    }

    [Fact]
    public async Task A_flip_that_was_not_answered_and_is_sent_again_is_committed_once()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisCheckpointStore store = await ConnectAsync(server, TimeSpan.FromMilliseconds(100));
        FencingToken token = await AnswersAsync(() => store.AcquireAsync(0, 1, None));
        Manifest manifest = Checkpoints.Manifest(Checkpoints.Epoch(token, 1), null);

        server.Pause();
        await Assert.ThrowsAsync<CheckpointStoreException>(() => store.FlipAsync(manifest, None));
        await Assert.ThrowsAsync<CheckpointStoreException>(() => store.ReleaseAsync(manifest.Id, None));
        server.Resume();

        Assert.Equal(FlipOutcome.Committed, await AnswersAsync(() => store.FlipAsync(manifest, None)));
        Assert.True(await AnswersAsync(() => store.ReleaseAsync(manifest.Id, None)));
        Assert.Equal(new CheckpointHead(manifest.Id, manifest.Id), await AnswersAsync(() => store.ReadHeadAsync(None)));
    }

    [Fact]
    public async Task A_call_that_is_given_up_says_so()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisCheckpointStore store = await ConnectAsync(server);
        server.Pause();
        using var cancellation = new CancellationTokenSource();
        Task write = store.WriteAsync([Checkpoints.Fill(Checkpoints.Group(Checkpoints.Epoch(new FencingToken(1, 1), 1), 0))], cancellation.Token);
        Task<CheckpointHead?> read = store.ReadHeadAsync(cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        server.Resume();
    }

    [Fact]
    public async Task A_manifest_that_is_damaged_is_named_and_so_is_what_nobody_wrote()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisCheckpointStore store = await ConnectAsync(server);
        EpochId epoch = await CommitAsync(store, await store.AcquireAsync(0, 1, None), 1);
        await server.CommandAsync($"HSET topogen:{{words}}:manifests {epoch} nonsense-nonsense");
        await server.CommandAsync("HSET topogen:{words}:epochs strange 1");

        CheckpointStoreException damaged = await Assert.ThrowsAsync<CheckpointStoreException>(() => store.ReadManifestAsync(epoch, None));
        CheckpointStoreException strange = await Assert.ThrowsAsync<CheckpointStoreException>(() => store.ListAsync(None));

        Assert.Equal(epoch, damaged.Damaged);
        Assert.Contains(epoch.ToString(), damaged.Message, StringComparison.Ordinal);
        Assert.Contains("'strange'", strange.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_clear_that_broke_off_has_left_is_found_by_the_next_one()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisCheckpointStore store = await ConnectAsync(server);
        FencingToken token = await store.AcquireAsync(0, 1, None);
        EpochId epoch = await CommitAsync(store, token, 1);
        // What the first step of a clear does, and then its process is gone.
        await server.CommandAsync("DEL topogen:{words}:head topogen:{words}:manifests");
        await server.CommandAsync($"HSET topogen:{{words}}:epochs {epoch} 0");
        Assert.Equal([new EpochRecord(epoch, false)], (await store.ListAsync(None)).AsEnumerable());
        Assert.Equal(3, (await store.ReadNamesAsync(epoch, None)).Length);

        Assert.True(await store.ClearAsync(token, None));

        Assert.Equal(":1", await server.CommandAsync("DBSIZE"));
    }

    [Fact]
    public async Task Where_nobody_listens_connecting_fails_with_the_address()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        server.Kill();

        CheckpointStoreException failure = await Assert.ThrowsAsync<CheckpointStoreException>(() => ConnectAsync(server));

        Assert.StartsWith($"Redis at {server.Address} cannot be reached: ", failure.Message, StringComparison.Ordinal);
        await server.RestartAsync(keepData: false);
    }

    private static async Task<EpochId> CommitAsync(RedisCheckpointStore store, FencingToken token, long number, EpochId? previous = null)
    {
        EpochId epoch = Checkpoints.Epoch(token, number);
        Blob[] blobs = [.. Enumerable.Range(0, 3).Select(group => Checkpoints.Fill(Checkpoints.Group(epoch, group)))];
        Assert.True(await store.BeginAsync(epoch, None));
        await store.WriteAsync(blobs, None);
        Assert.Equal(FlipOutcome.Committed, await store.FlipAsync(Checkpoints.Manifest(epoch, previous, blobs), None));
        return epoch;
    }

    private static Task<RedisCheckpointStore> ConnectAsync(RedisServer server, TimeSpan? timeout = null) => RedisCheckpointStore.ConnectAsync(
        new RedisOptions { Address = server.Address, OperationTimeout = timeout ?? TimeSpan.FromSeconds(20) }, "words", None);

    private static async Task<string> CountAsync(RedisServer server, string beginning) => await server.CommandAsync(
        $"EVAL \"local n = 0 for _, key in ipairs(redis.call('KEYS', '*')) do if string.sub(key, 1, {beginning.Length}) == '{beginning}' then n = n + 1 end end return tostring(n)\" 0");

    private static Task<T> AnswersAsync<T>(Func<Task<T>> call) => Eventually.AnswersAsync(() => Translated(call));

    private static async Task<CheckpointStoreException> FailsAsync(Func<Task> call) => (CheckpointStoreException)(await Eventually.FailsAsync(() => Translated(async () =>
    {
        await call();
        return true;
    }))).InnerException!;

    /// <summary>For those helpers that wait for failures of coordination.</summary>
    private static async Task<T> Translated<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (CheckpointStoreException exception)
        {
            throw new CoordinationException(exception.Message, exception);
        }
    }
}
