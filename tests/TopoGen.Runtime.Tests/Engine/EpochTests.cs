using static TopoGen.Runtime.Tests.Engine.EpochTopology;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>A topology that promises exactly once, in one process.</summary>
public sealed class EpochTests
{
    private readonly InMemoryCheckpointStore _store = new();
    private readonly Errors _errors = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Bounded_run_ends_with_everything_counted_once_and_nothing_to_resume(int executors)
    {
        var input = new Input(1000) { Allowed = long.MaxValue };
        Deliveries<Total> totals = new();
        using TestRun run = Start(executors, input, totals);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());

        Verify(input, totals);
        Assert.Null(run.Engine.ResumedFrom);
        Assert.Null(await _store.ReadHeadAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Run_that_was_broken_off_goes_on_from_the_last_epoch(int executors)
    {
        var input = new Input(2000);
        for (int round = 1; round <= 4; round++)
        {
            using TestRun broken = Start(executors, input, new Deliveries<Total>());
            Task<TopologyOutcome> finish = broken.Finish();
            long before = broken.Engine.Epoch;
            input.Allowed = round * 400;
            Deadline.Until(() => broken.Engine.Epoch >= before + 3, "epochs are committed");
            input.Allowed += 50;
            broken.Engine.Host.Abort(null);
            await finish;
            Assert.Equal(round > 1, broken.Engine.ResumedFrom is not null);
        }

        Deliveries<Total> totals = new();
        using TestRun run = Start(executors, input, totals);
        input.Allowed = long.MaxValue;

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());
        Assert.InRange(run["Numbers"].Emitted, 1, (2 * input.Count) - 800);
        Verify(input, totals);
    }

    [Fact]
    public async Task Run_that_is_told_to_stop_commits_what_it_has_read()
    {
        var input = new Input(2000) { Allowed = 700 };
        using (TestRun stopped = Start(executors: 2, input, new Deliveries<Total>()))
        {
            Task<TopologyOutcome> finish = stopped.Finish();
            Deadline.Until(() => stopped["Numbers"].Emitted == 1400, "all that is allowed was emitted");
            stopped.Drain();
            Assert.Equal(TopologyOutcome.Drained, await finish);
        }

        Deliveries<Total> totals = new();
        using TestRun run = Start(executors: 2, input, totals);
        input.Allowed = long.MaxValue;

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());
        Assert.Equal(2 * (input.Count - 700), run["Numbers"].Emitted);
        Verify(input, totals);
    }

    [Fact]
    public async Task Damaged_epoch_is_done_again_from_the_one_before()
    {
        var input = new Input(20_000);
        using (TestRun stopped = Start(executors: 2, input, new Deliveries<Total>()))
        {
            Task<TopologyOutcome> finish = stopped.Finish();

            // Something new in each epoch: one without would have no blob of its own.
            Deadline.Until(
                () =>
                {
                    input.Allowed++;
                    return stopped.Engine.Epoch >= 5;
                },
                "epochs are committed");
            stopped.Engine.Host.Abort(null);
            await finish;
        }

        CheckpointHead head = (await _store.ReadHeadAsync(CancellationToken.None))!;
        Manifest manifest = (await _store.ReadManifestAsync(head.Committed, CancellationToken.None))!;
        await _store.DeleteAsync([manifest.Blobs.First(b => b.Name.Epoch == head.Committed).Name], CancellationToken.None);

        Deliveries<Total> totals = new();
        using TestRun run = Start(executors: 2, input, totals);
        input.Allowed = long.MaxValue;

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());
        Assert.Equal(head.Committed.Number - 1, run.Engine.ResumedFrom);
        Verify(input, totals);
    }

    [Fact]
    public async Task Process_whose_state_was_taken_over_ends_with_the_reason()
    {
        var input = new Input(2000) { Allowed = 700 };
        using TestRun run = Start(executors: 2, input, new Deliveries<Total>());
        Task<TopologyOutcome> finish = run.Finish();
        Deadline.Until(() => run.Engine.Epoch >= 2, "epochs are committed");

        await _store.AcquireAsync(0, nonce: 17, CancellationToken.None);

        TopologyFailedException failure = await Assert.ThrowsAsync<TopologyFailedException>(() => finish);
        Assert.Contains("another process has taken this topology's state over", failure.Message);
    }

    [Fact]
    public async Task Fresh_run_forgets_what_was_there()
    {
        var input = new Input(2000) { Allowed = 700 };
        using (TestRun stopped = Start(executors: 2, input, new Deliveries<Total>()))
        {
            Task<TopologyOutcome> finish = stopped.Finish();
            Deadline.Until(() => stopped.Engine.Epoch >= 2, "epochs are committed");
            stopped.Drain();
            await finish;
        }

        Deliveries<Total> totals = new();
        using TestRun run = Start(executors: 2, input, totals, fresh: true);
        input.Allowed = long.MaxValue;

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());
        Assert.Null(run.Engine.ResumedFrom);
        Assert.Equal(2 * input.Count, run["Numbers"].Emitted);
        Verify(input, totals);
    }

    private TestRun Start(int executors, Input input, Deliveries<Total> totals, bool fresh = false)
        => new(
            TestRun.DefinitionOf<EpochTopology>(),
            new EngineOptions { Executors = executors, EpochInterval = TimeSpan.FromMilliseconds(10), RingCapacity = 64, BatchSize = 16 },
            checkpoints: new CheckpointOptions(_store) { Fresh = fresh },
            services: [input, totals, _errors]);

    private void Verify(Input input, Deliveries<Total> totals)
    {
        Assert.Empty(_errors.Found);
        Total[] expected =
        [
            .. from task in Enumerable.Range(0, 2)
               from key in Enumerable.Range(0, Keys)
               let count = (input.Count + Keys - 1 - key) / Keys
               select new Total((task * Keys) + key, count, count, count),
        ];
        Assert.Equal(expected, totals["Result", 0].OrderBy(t => t.Key));
    }
}
