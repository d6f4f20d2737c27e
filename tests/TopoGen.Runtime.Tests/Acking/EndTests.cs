using TopoGen.Runtime.Tests.Engine;
using static TopoGen.Runtime.Tests.Acking.HandTopology;

namespace TopoGen.Runtime.Tests.Acking;

/// <summary>What becomes of pending messages when the input is over, and when the topology is told to stop.</summary>
public sealed class EndTests
{
    private readonly Feeds _feeds = new();
    private readonly Notes _notes = new();

    private Feed Feed => _feeds["Source"];

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Message_that_fails_last_is_emitted_again_before_the_input_is_over(int executors)
    {
        Feed.Replays = true;
        await using AckedRun run = Start<HandTopology>(executors);

        Feed.Give(1, Act.Throw).End();
        Deadline.Until(() => Feed.Taken >= 2, "the message is emitted again");
        Feed.Change(1, Act.Ack);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);
        Assert.Equal([1], Feed.Acked);
        Assert.All(Feed.Failed, f => Assert.Equal((1, FailReason.HandlerFailed), f));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Spout_that_emits_again_from_within_its_fail_gets_its_acks(int executors)
    {
        Feed.ReplaysAtOnce = true;
        Feed.Give(1, Act.Throw);
        Feed.Change(1, Act.Ack);
        await using AckedRun run = Start<HandTopology>(executors);

        Feed.End();

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);
        Feed.UntilFailed((1, FailReason.HandlerFailed));
        Assert.Equal([1], Feed.Acked);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_a_bolt_holds_is_settled_by_its_end_hook(int executors)
    {
        Feed.Give([.. Enumerable.Range(0, 10).Select(n => (long)n)]).End();
        await using AckedRun run = Start<GroupTopology>(executors);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);

        Assert.Equal(Enumerable.Range(0, 10).Select(n => (long)n), Feed.Acked.Order());
        Assert.Equal(4, run["Sink"].Executed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Tuple_that_fails_beside_what_is_held_is_emitted_again(int executors)
    {
        Feed.Replays = true;
        Feed.Give(0, 1, 2, 3).Give(4, Act.Throw).Give(5).End();
        await using AckedRun run = Start<GroupTopology>(executors);
        Deadline.Until(() => !Feed.Failed.IsEmpty, "a message fails");
        Feed.Change(4, Act.Ack);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);

        Assert.Equal([0, 1, 2, 3, 4, 5], Feed.Acked.Order());
        Assert.All(Feed.Failed, f => Assert.Equal((4, FailReason.HandlerFailed), f));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Message_that_its_last_holder_forgets_fails_at_the_end_and_is_reported(int executors)
    {
        Feed.Give(0, 1).Give(2, Act.Forget).Give(3).End();
        await using AckedRun run = Start<GroupTopology>(executors);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);

        Assert.Equal([(2, FailReason.Stopped)], Feed.Failed);
        Assert.Equal([0, 1, 3], Feed.Acked.Order());
        Assert.Contains(run.Log.Messages, m => m.Contains("message 2 failed with Stopped after the end of the input", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Topology_that_stops_finishes_what_it_can_and_fails_the_rest(int executors)
    {
        await using AckedRun run = Start<HandTopology>(executors);
        Feed.Give(1, Act.Keep).Give(2, Act.Ack).Give(3, Act.Forget);
        run.UntilQuiet("Hand", 3);

        run.Drain();

        Assert.Equal(TopologyOutcome.Drained, await run.Finish);
        Assert.Equal([2], Feed.Acked);
        Assert.Equal([(1, FailReason.Stopped), (3, FailReason.Stopped)], Feed.Failed.Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Full_ledger_does_not_keep_the_topology_from_stopping(int executors)
    {
        await using AckedRun run = Start<HandTopology>(executors, maxPending: 2);
        Feed.Give(1, Act.Keep).Give(2, Act.Keep).Give(3, Act.Keep);
        run.UntilQuiet("Hand", 2);

        run.Drain();

        Assert.Equal(TopologyOutcome.Drained, await run.Finish);
        Assert.Equal([(1, FailReason.Stopped), (2, FailReason.Stopped)], Feed.Failed.Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task No_more_messages_are_pending_than_allowed(int executors)
    {
        await using AckedRun run = Start<HandTopology>(executors, maxPending: 3);
        for (int i = 0; i < 10; i++)
        {
            Feed.Give(i, Act.Keep);
        }

        run.UntilQuiet("Hand", 3);
        Assert.Equal(3, Feed.Taken);
        Assert.Equal(3, run.Ledgers.Single().Pending);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Message_that_fails_again_and_again_is_given_up(int executors)
    {
        Feed.Replays = true;
        Feed.Give(1, Act.Throw).Give(2, Act.Ack).End();
        await using AckedRun run = Start<HandTopology>(executors);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);

        Assert.Equal([(1, FailReason.HandlerFailed), (1, FailReason.HandlerFailed)], Feed.Failed);
        Assert.Equal([1, 2], Feed.Acked.Order());
        Assert.Equal(3, run["Hand"].Failed);
        Assert.Contains(run.Log.Messages, m => m.Contains("message 1 failed 3 times", StringComparison.Ordinal));
    }

    private AckedRun Start<T>(int executors, int maxPending = 1024)
        where T : ITopology<T>
        => AckedRun.Of<T>(
            new EngineOptions { Executors = executors, MaxIdleWait = TimeSpan.FromMilliseconds(1), MaxPending = maxPending }, services: [_feeds, _notes]);
}
