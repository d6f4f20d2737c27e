using TopoGen.Runtime.Tests.Engine;
using static TopoGen.Runtime.Tests.Acking.KeptTopology;

namespace TopoGen.Runtime.Tests.Acking;

/// <summary>At least once with state: what was acked is in a checkpoint.</summary>
public sealed class KeptTests
{
    private readonly InMemoryCheckpointStore _store = new();
    private readonly Results _results = new();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task State_holds_every_message_that_was_acked_however_often_the_run_is_broken_off(int executors)
    {
        var broker = new Broker(3000);
        for (int round = 1; round <= 3; round++)
        {
            using TestRun broken = Start(executors, broker);
            Task<TopologyOutcome> finish = broken.Finish();
            broker.Allowed = round * 700;
            int left = broker.Left;
            Deadline.Until(() => broker.Left < left, "messages are acked");
            Assert.NotNull((await _store.ReadHeadAsync(CancellationToken.None))!.Applied);
            broken.Engine.Host.Abort(null);
            await finish;
        }

        using TestRun run = Start(executors, broker);
        broker.Allowed = long.MaxValue;

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());
        Assert.Equal(0, broker.Left);
        Assert.Equal(Enumerable.Range(0, Keys).Select(k => (long)k), _results.Seen.Keys.Order());
        Assert.All(_results.Seen, key => Assert.Equal(Enumerable.Range(0, 600).Select(n => ((long)n * Keys) + key.Key), key.Value));
    }

    [Fact]
    public async Task Nothing_is_acked_before_an_epoch_holds_it()
    {
        var broker = new Broker(1000) { Allowed = 1000 };
        using TestRun run = Start(executors: 2, broker, TimeSpan.FromHours(1));
        Task<TopologyOutcome> finish = run.Finish();
        Deadline.Until(() => run["Tally"].Executed == 1000, "all messages are counted");
        Deadline.Until(() => run.Engine.Host.Graph.Cells.Select(c => c.Ledger).OfType<Ledger>().Sum(l => l.Acks) == 1000, "all trees are complete");
        Assert.Equal(1000, broker.Left);

        run.Drain();
        Assert.Equal(TopologyOutcome.Drained, await finish);
        Assert.Equal(0, broker.Left);
    }

    private TestRun Start(int executors, Broker broker, TimeSpan? interval = null)
        => new(
            TestRun.DefinitionOf<KeptTopology>(),
            new EngineOptions { Executors = executors, EpochInterval = interval ?? TimeSpan.FromMilliseconds(10), RingCapacity = 64, BatchSize = 16 },
            checkpoints: new CheckpointOptions(_store),
            services: [broker, _results]);
}
