using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Acking;

/// <summary>The same topologies where nothing is tracked, and what is tracked only in part.</summary>
public sealed class PlainTests
{
    private readonly Feeds _feeds = new();
    private readonly HandTopology.Notes _notes = new();

    private Feed Feed => _feeds["Source"];

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task At_most_once_ids_are_ignored_and_anchors_do_nothing(int executors)
    {
        Feed.Give(1, Act.Ack).Give(2, Act.Keep).Give(3, Act.Keep).Give(4, Act.Throw).Give(5, Act.Fail)
            .Give(6, Act.Join).Give(7, Act.ResetKept).Give(8, Act.EmitAndKeep).Give(9, Act.AckKept).Give(10, Act.AckAndEmit).End();
        await using AckedRun run = AckedRun.Of(
            Plain<HandTopology>(), new EngineOptions { Executors = executors }, _feeds, _notes);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);

        Assert.Empty(run.Ledgers);
        Assert.Empty(Feed.Acked);
        Assert.Empty(Feed.Failed);
        Assert.Equal(10, run["Hand"].Executed);
        Assert.Equal(4, run["Sink"].Executed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task At_most_once_asynchronous_spouts_ignore_their_ids(int executors)
    {
        Feed.Give(1, 2, -3, 5, 6).End();
        var calls = new Calls { AreImmediate = true };
        await using AckedRun run = AckedRun.Of(
            Plain<AsyncSourceTopology>(), new EngineOptions { Executors = executors, MaxIdleWait = TimeSpan.FromMilliseconds(1) }, _feeds, calls);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);

        Assert.Empty(Feed.Acked);
        Assert.Empty(Feed.Failed);
        Assert.Equal(3, run["Sink"].Executed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Outputs_without_ids_and_ticks_and_ends_belong_to_no_message(int executors)
    {
        Feed.Give(1, 2, 3).End();
        await using AckedRun run = AckedRun.Of<PartlyTopology>(new EngineOptions { Executors = executors }, services: [_feeds, _notes]);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);

        // The copies of 2 that belong to no message throw, those that do are fine.
        Assert.Equal([1, 2, 3], Feed.Acked.Order());
        Assert.Equal(4, run["Sink"].Failed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Direct_emits_are_messages_too(int executors)
    {
        Feed.Give(0, 1, 2, 3, 9, 5).End();
        await using AckedRun run = AckedRun.Of<DirectTopology>(new EngineOptions { Executors = executors }, services: [_feeds]);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);

        // There is no task for 9, so its emit throws.
        Assert.Equal([0, 1, 2, 3, 5], Feed.Acked.Order());
        Assert.Equal([(9, FailReason.HandlerFailed)], Feed.Failed);
        Assert.Equal(1, run["Source"].Failed);
        Assert.Equal(5, run["Hand"].Executed);
        Assert.Equal(10, run["Sink"].Executed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Handler_that_is_called_directly_fails_the_message_and_not_its_caller(int executors)
    {
        _notes.Refused.Add(2);
        Feed.Give(1, 2, 3).End();
        await using AckedRun run = AckedRun.Of<PartlyTopology>(
            new EngineOptions { Executors = executors, Components = { ["Beside"] = 0 } }, services: [_feeds, _notes]);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);

        Assert.Equal([(2, FailReason.HandlerFailed)], Feed.Failed);
        Assert.Equal([1, 3], Feed.Acked.Order());
        Assert.Equal(0, run["Pass"].Failed);
        Assert.Equal(6, run["Pass"].Executed);
    }

    private static TopologyDefinition Plain<T>()
        where T : ITopology<T>
        => new() { Name = T.Definition.Name, Components = T.Definition.Components };
}
