using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Acking;

/// <summary>Messages of asynchronous spouts.</summary>
public sealed class AsyncSourceTests
{
    private readonly Feeds _feeds = new();
    private readonly Calls _calls = new();

    private Feed Feed => _feeds["Source"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Spout_hears_of_its_messages_while_its_next_call_waits(int executors)
    {
        Feed.Give(1, 2);
        await using AckedRun run = Start(executors);

        _calls.Answer(1);

        Deadline.Until(() => _calls.Open.Contains(2), "the next call waits");
        Feed.UntilAcked(1, 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_it_emits_when_it_hears_of_a_failure_does_not_wait_for_the_call(int executors)
    {
        Feed.ReplaysAtOnce = true;
        Feed.Give(1, Act.Throw);
        Feed.Change(1, Act.Ack);
        await using AckedRun run = Start(executors);

        _calls.Answer(1);

        Feed.UntilAcked(1);
        Assert.Equal([(1, FailReason.HandlerFailed)], Feed.Failed);
        Assert.Equal([2], _calls.Open);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Messages_of_a_call_that_fails_are_not_sent_and_fail(int executors)
    {
        Feed.Replays = true;
        Feed.Give(1, 2, 3, 4, 5).End();
        _calls.AreImmediate = true;
        await using AckedRun run = Start(executors);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);

        Assert.Equal([(3, FailReason.HandlerFailed), (4, FailReason.HandlerFailed)], Feed.Failed);
        Assert.Equal([1, 2, 3, 4, 5], Feed.Acked.Order());
        Assert.Equal(5, run["Sink"].Executed);
    }

    [Fact]
    public async Task Message_without_an_id_is_nobodys()
    {
        Feed.Give(-1, 2).Give(-3, Act.Throw).End();
        _calls.AreImmediate = true;
        await using AckedRun run = Start(executors: 2);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);

        Assert.Equal([2], Feed.Acked);
        Assert.Empty(Feed.Failed);
    }

    private AckedRun Start(int executors)
        => AckedRun.Of<AsyncSourceTopology>(new EngineOptions { Executors = executors, MaxIdleWait = TimeSpan.FromMilliseconds(1) }, services: [_feeds, _calls]);
}
