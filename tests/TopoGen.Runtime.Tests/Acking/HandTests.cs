using static TopoGen.Runtime.Tests.Acking.HandTopology;

namespace TopoGen.Runtime.Tests.Acking;

/// <summary>Bolts that ack by hand, called directly and over rings.</summary>
public sealed class HandTests
{
    private readonly Feeds _feeds = new();
    private readonly Notes _notes = new();

    private Feed Feed => _feeds["Source"];

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Message_is_acked_when_its_tuple_is_whenever_that_is(int executors)
    {
        await using AckedRun run = Start(executors);

        Feed.Give(1, Act.Keep).Give(2, Act.Ack).Give(3, Act.Keep);
        Feed.UntilAcked(2);
        run.UntilQuiet("Hand", 3);
        Assert.Equal([2], Feed.Acked);

        Feed.Give(4, Act.AckKept);

        Feed.UntilAcked(1, 2, 3, 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Message_is_pending_as_long_as_a_copy_or_the_tuple_itself_is(int executors)
    {
        await using AckedRun run = Start(executors);

        Feed.Give(1, Act.EmitAndKeep);
        run.UntilQuiet("Sink", 1);
        Assert.Empty(Feed.Acked);

        Feed.Give(2, Act.AckKept);

        Feed.UntilAcked(1, 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Second_ack_of_a_tuple_does_nothing(int executors)
    {
        await using AckedRun run = Start(executors);

        Feed.Give(1, Act.AckTwice).Give(2, Act.Keep).Give(3, Act.AckKept).Give(4, Act.Ack).End();

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);
        Assert.Equal([1, 2, 3, 4], Feed.Acked.Order());
        Assert.All(run.Ledgers, l => Assert.Equal(0, l.Ignored));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Copy_that_belongs_to_several_messages_completes_or_fails_all_of_them(int executors)
    {
        _notes.Refused.Add(6);
        await using AckedRun run = Start(executors);

        Feed.Give(1, Act.Keep).Give(2, Act.Keep).Give(3, Act.Join);
        Feed.UntilAcked(1, 2, 3);

        Feed.Give(4, Act.Keep).Give(5, Act.Keep).Give(6, Act.Join);

        Feed.UntilFailed((4, FailReason.HandlerFailed), (5, FailReason.HandlerFailed), (6, FailReason.HandlerFailed));
        Assert.Equal(3, Feed.Acked.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Copy_that_names_its_anchor_twice_is_acked_once(int executors)
    {
        await using AckedRun run = Start(executors);

        Feed.Give(1, Act.AnchorTwice).Give(2, Act.AnchorTwice).End();

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);
        Assert.Equal([1, 2], Feed.Acked.Order());
        Assert.Equal(2, _notes.Received);
        Assert.All(run.Ledgers, l => Assert.Equal(0, l.Ignored));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Call_that_throws_fails_its_tuple_even_after_it_has_acked(int executors)
    {
        await using AckedRun run = Start(executors);

        Feed.Give(1, Act.Throw).Give(2, Act.AckAndThrow).Give(3, Act.Ack);

        Feed.UntilFailed((1, FailReason.HandlerFailed), (2, FailReason.HandlerFailed));
        Feed.UntilAcked(3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task What_a_call_acked_that_throws_has_failed_because_its_copies_were_not_sent(int executors)
    {
        await using AckedRun run = Start(executors);

        Feed.Give(1, Act.Keep).Give(2, Act.Keep).Give(3, Act.JoinAndThrow);

        Feed.UntilFailed((1, FailReason.HandlerFailed), (2, FailReason.HandlerFailed), (3, FailReason.HandlerFailed));
        Assert.Empty(Feed.Acked);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task What_a_call_emitted_that_throws_is_not_waited_for(int executors)
    {
        await using AckedRun run = Start(executors);

        Feed.Give(1, Act.Keep).Give(2, Act.Keep).Give(3, Act.EmitKeptAndThrow).Give(4, Act.AckKept);

        Feed.UntilAcked(1, 2, 4);
        Feed.UntilFailed((3, FailReason.HandlerFailed));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Tuples_are_failed_by_hand_at_once_and_later(int executors)
    {
        await using AckedRun run = Start(executors);

        Feed.Give(1, Act.Fail).Give(2, Act.Keep).Give(3, Act.FailKept);

        Feed.UntilFailed((1, FailReason.FailedByHand), (2, FailReason.FailedByHand));
        Feed.UntilAcked(3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task What_is_emitted_without_an_anchor_belongs_to_no_message(int executors)
    {
        _notes.Refused.Add(1);
        await using AckedRun run = Start(executors);

        Feed.Give(1, Act.EmitFree).End();

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);
        Assert.Equal(1, run["Sink"].Failed);
        Assert.Equal([1], Feed.Acked);
        Assert.Empty(Feed.Failed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Emit_with_an_anchor_that_was_acked_throws(int executors)
    {
        await using AckedRun run = Start(executors);

        Feed.Give(1, Act.AckAndEmit).End();

        await run.Finish;
        Assert.Equal([1], Feed.Acked);
        Assert.Contains("emit first, then ack", Assert.Single(_notes.Thrown));
    }

    [Fact]
    public async Task Tree_that_is_done_within_calls_never_has_a_root()
    {
        await using AckedRun run = Start(executors: 1);
        for (int i = 0; i < 100; i++)
        {
            Feed.Give(i, Act.Ack);
        }

        Feed.End();

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);
        Assert.Equal(100, Feed.Acked.Count);
        Assert.False(run.Ledgers.Single().HasRooted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Pooled_anchors_of_many_tuples_keep_apart(int executors)
    {
        await using AckedRun run = Start(executors);
        long next = 0;
        for (int round = 0; round < 50; round++)
        {
            for (int i = 0; i < round; i++)
            {
                Feed.Give(next++, Act.Keep);
            }

            Feed.Give(next++, round % 3 == 0 ? Act.Join : Act.AckKept);
        }

        Feed.End();

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);
        Assert.Equal(Enumerable.Range(0, (int)next).Select(n => (long)n), Feed.Acked.Order());
        Assert.All(run.Ledgers, l => Assert.Equal(0, l.Ignored));
    }

    private AckedRun Start(int executors)
        => AckedRun.Of<HandTopology>(new EngineOptions { Executors = executors, MaxIdleWait = TimeSpan.FromMilliseconds(1) }, services: [_feeds, _notes]);
}
