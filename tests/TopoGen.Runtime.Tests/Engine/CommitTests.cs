using static TopoGen.Runtime.Tests.Engine.CommitTopology;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>What components are told of committed epochs, and what is committed while a call of an asynchronous source is under way.</summary>
public sealed class CommitTests
{
    private readonly InMemoryCheckpointStore _store = new();
    private readonly Calls _calls = new();
    private readonly Deliveries<Number> _delivered = new();
    private readonly Told _told = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Number_that_is_under_way_while_epochs_pass_is_not_lost_with_the_process(int executors)
    {
        using (TestRun broken = Start(executors, count: 3))
        {
            Task<TopologyOutcome> finish = broken.Finish();
            _calls.Answer(0);
            Deadline.Until(() => _calls.Open.SequenceEqual([1L]), "the second call is under way");
            long before = broken.Engine.Epoch;
            Deadline.Until(() => broken.Engine.Epoch >= before + 5, "epochs are committed meanwhile");
            broken.Engine.Host.Abort(null);
            await finish;
        }

        using TestRun run = Start(executors, count: 3);
        _calls.AreImmediate = true;

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());
        Assert.Equal([new Number(0), new Number(1), new Number(2)], _delivered["Result", 0]);
    }

    [Fact]
    public async Task Epochs_are_told_in_order_and_the_last_one_again_where_tasks_go_on_from_it()
    {
        using (TestRun broken = Start(executors: 2, count: 3))
        {
            Task<TopologyOutcome> finish = broken.Finish();
            Deadline.Until(() => _told["Result"].Length >= 4 && _told["Source"].Length >= 4, "epochs are told");
            broken.Engine.Host.Abort(null);
            await finish;
            Assert.All(new[] { _told["Result"], _told["Source"] }, told => Assert.Equal(Enumerable.Range(1, told.Length).Select(n => (long)n), told));
        }

        _told.Clear();
        _calls.AreImmediate = true;
        using TestRun run = Start(executors: 2, count: 3);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());
        long from = run.Engine.ResumedFrom!.Value;
        long[] source = _told["Source"];
        Assert.Equal(from, source[0]);
        Assert.Contains(Told.Emitted, source);
        foreach (long[] told in new[] { source, _told["Result"] })
        {
            long[] epochs = [.. told.Where(t => t != Told.Emitted)];
            Assert.Equal(Enumerable.Range(0, epochs.Length).Select(n => from + n), epochs);
            Assert.True(epochs.Length > 1, "the final epoch is told");
        }
    }

    [Fact]
    public async Task Epoch_counts_as_released_before_anybody_is_told_of_it()
    {
        using (TestRun broken = Start(executors: 2, count: 3))
        {
            Task<TopologyOutcome> finish = broken.Finish();
            Deadline.Until(() => broken.Engine.Epoch >= 2, "epochs are committed");
            broken.Engine.Host.Abort(null);
            await finish;
        }

        // As if the process had ended between the commit and the release.
        CheckpointHead head = (await _store.ReadHeadAsync(CancellationToken.None))!;
        var unreleased = new InMemoryCheckpointStore();
        FencingToken token = await unreleased.AcquireAsync(head.Committed.Token.Generation - 1, head.Committed.Token.Nonce, CancellationToken.None);
        Manifest manifest = (await _store.ReadManifestAsync(head.Committed, CancellationToken.None))! with { Previous = null };
        foreach (BlobReference blob in manifest.Blobs)
        {
            await unreleased.WriteAsync([new Blob(blob.Name, (await _store.ReadAsync(blob.Name, CancellationToken.None))!.Value)], CancellationToken.None);
        }

        Assert.Equal(FlipOutcome.Committed, await unreleased.FlipAsync(token, manifest, CancellationToken.None));
        _told.Clear();
        using TestRun run = Start(executors: 2, count: 3, unreleased, TimeSpan.FromHours(1));
        Task<TopologyOutcome> resumed = run.Finish();
        Deadline.Until(() => _told["Result"].Length > 0, "the epoch is told again");

        Assert.Equal(head.Committed, (await unreleased.ReadHeadAsync(CancellationToken.None))!.Applied);
        run.Drain();
        await resumed;
    }

    private TestRun Start(int executors, long count, InMemoryCheckpointStore? store = null, TimeSpan? interval = null)
        => new(
            TestRun.DefinitionOf<CommitTopology>(),
            new EngineOptions
            {
                Executors = executors,
                EpochInterval = interval ?? TimeSpan.FromMilliseconds(10),
                MaxIdleWait = TimeSpan.FromMilliseconds(1),
            },
            checkpoints: new CheckpointOptions(store ?? _store),
            services: [_calls, _delivered, _told, new Input(count)]);
}
