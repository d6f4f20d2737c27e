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
        await IsNotStored(store, "Forgotten");
    }

    [Fact]
    public async Task State_that_was_kept_before_is_left_where_it_is()
    {
        var store = new InMemoryCheckpointStore();
        using (TestRun before = Start(store))
        {
            Task<TopologyOutcome> finish = before.Finish();
            Commit(() => before.Engine.Epoch);
            before.Drain();
            await finish;
        }

        using TestRun run = Start(store, unkept: "Kept");
        Task<TopologyOutcome> end = run.Finish();
        _book.Allowed = 200;
        Deadline.Until(() => _book.Begun.Count == 4, "both have begun again");
        run.Drain();
        await end;

        Assert.Equal((1, 1), _book.Last("Kept"));
        await IsNotStored(store, "Kept");
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

    [Fact]
    public async Task State_in_memory_only_is_as_it_was_before_a_call_that_throws()
    {
        var book = new UnkeptTopology.Book();
        using TestRun run = TestRun.Of<UnkeptTopology>(new EngineOptions { Executors = 1 }, book);
        Task<TopologyOutcome> end = run.Finish();
        Deadline.Until(() => book.Kept.Any(k => k.Value == 3), "what has failed is handled again");
        run.Drain();
        await end;

        Assert.False(TestRun.DefinitionOf<UnkeptTopology>().KeepsEpochs);
        Assert.Equal(1, book.Kept.First(k => k.Value == 3).Seen);
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

    private static async Task IsNotStored(InMemoryCheckpointStore store, string component)
    {
        CheckpointHead head = (await store.ReadHeadAsync(CancellationToken.None))!;
        Manifest manifest = (await store.ReadManifestAsync(head.Committed, CancellationToken.None))!;
        TaskEntry task = manifest.Tasks.Single(t => t.Component == component);
        Assert.Null(task.Fields);
        Assert.Empty(task.Groups);
        Assert.DoesNotContain(manifest.Layouts, l => l.Component == component);
    }

    private TestRun Start(InMemoryCheckpointStore store, string unkept = "")
        => new(
            Definition(unkept),
            new EngineOptions { Executors = 1, EpochInterval = TimeSpan.FromMilliseconds(10) },
            checkpoints: new CheckpointOptions(store),
            services: [_book]);

    /// <summary>The topology, with the state of one more component in memory only.</summary>
    private static TopologyDefinition Definition(string unkept)
    {
        TopologyDefinition compiled = TestRun.DefinitionOf<MemoryTopology>();
        return new TopologyDefinition
        {
            Name = compiled.Name,
            Delivery = compiled.Delivery,
            KeyGroups = compiled.KeyGroups,
            Components =
            [
                .. compiled.Components.Select(c => c.Name != unkept ? c : new ComponentDefinition
                {
                    Name = c.Name,
                    Kind = c.Kind,
                    Type = c.Type,
                    Inputs = c.Inputs,
                    States = c.States,
                    CreateTask = c.CreateTask,
                    Recovery = Recovery.None,
                }),
            ],
        };
    }
}
