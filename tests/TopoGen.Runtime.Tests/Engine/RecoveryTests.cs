namespace TopoGen.Runtime.Tests.Engine;

/// <summary>What is left of state where tasks begin again.</summary>
public sealed class RecoveryTests
{
    private readonly MemoryTopology.Book _book = new();

    [Fact]
    public async Task State_in_memory_only_begins_anew_with_the_next_run_of_one_process()
    {
        var store = new InMemoryCheckpointStore();
        using (TestRun broken = Start(store))
        {
            Task<TopologyOutcome> finish = broken.Finish();
            Commit(() => broken.Engine.Epoch);
            broken.Engine.Host.Abort(null);
            await finish;
        }

        using TestRun run = Start(store);
        Task<TopologyOutcome> end = run.Finish();
        Verify();
        run.Drain();
        await end;
        Assert.NotNull(run.Engine.ResumedFrom);
        Manifest manifest = (await store.ReadManifestAsync((await store.ReadHeadAsync(CancellationToken.None))!.Committed, CancellationToken.None))!;
        TaskEntry forgotten = manifest.Tasks.Single(t => t.Component == "Forgotten");
        Assert.Null(forgotten.Fields);
        Assert.Empty(forgotten.Groups);
        Assert.DoesNotContain(manifest.Layouts, l => l.Component == "Forgotten");
    }

    [Fact]
    public async Task State_in_memory_only_begins_anew_where_a_worker_is_lost_also_on_the_others()
    {
        await using var cluster = new EpochCluster(TestRun.DefinitionOf<MemoryTopology>(), _book);
        await cluster.BeginAsync(workers: 2);
        EpochCluster.Member[] members = [cluster.Start("w0"), cluster.Start("w1")];
        Commit(() => cluster.Epoch);
        long before = cluster.Facts.Plan!.Token.Generation;

        members.First(cluster.HasTasks).Faults.IsUnreachable = true;

        Deadline.Until(() => cluster.Facts.Plan is { } plan && plan.Rewinds && plan.Token.Generation > before, "all tasks are rewound");
        Verify();
    }

    /// <summary>Lets both count something that is part of an epoch.</summary>
    private void Commit(Func<long> epoch)
    {
        _book.Allowed = 100;
        Deadline.Until(() => _book.Handled == 200, "both have handled all that is allowed");
        long before = epoch();
        Deadline.Until(() => epoch() >= before + 3, "epochs are committed");
    }

    private void Verify()
    {
        _book.Allowed = 200;
        Deadline.Until(() => _book.Begun.Count == 4, "both have begun again");
        Assert.Equal((101, 101), _book.Last("Kept"));
        Assert.Equal((1, 1), _book.Last("Forgotten"));
    }

    private TestRun Start(InMemoryCheckpointStore store)
        => new(
            TestRun.DefinitionOf<MemoryTopology>(),
            new EngineOptions { Executors = 1, EpochInterval = TimeSpan.FromMilliseconds(10) },
            checkpoints: new CheckpointOptions(store),
            services: [_book]);
}
