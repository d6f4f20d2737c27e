using TopoGen.Runtime.Tests.Acking;
using TopoGen.Runtime.Tests.Engine;
using TopoGen.Tests;
using static TopoGen.Runtime.Tests.ErrorStreams.GivenUpTopology;

namespace TopoGen.Runtime.Tests.ErrorStreams;

/// <summary>At least once: a message that is given up goes to the error stream in its own place, and is acked when that is done.</summary>
public sealed class GivenUpTests : IDisposable
{
    private readonly Feeds _feeds = new();
    private readonly Book _book = new();

    private Feed Feed => _feeds["Source"];

    public void Dispose() => _book.IsOpen.Dispose();

    [Theory]
    [InlineData(1, nameof(Act.Throw))]
    [InlineData(1, nameof(Act.AckAndThrow))]
    [InlineData(3, nameof(Act.Throw))]
    [InlineData(3, nameof(Act.AckAndThrow))]
    [InlineData(3, nameof(Act.Fail))]
    public async Task Message_that_fails_as_often_as_allowed_is_told_once(int executors, string act)
    {
        Feed.Replays = true;
        Feed.Give(1, Act.Ack).Give(2, Enum.Parse<Act>(act)).Give(3, Act.Ack).End();
        await using AckedRun run = Start(executors);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);

        Assert.Equal([new FailedTuple("Source", 0, "", "", "", "2", nameof(FailReason.HandlerFailed), 3)], _book.Told);
        Assert.Equal([1, 2, 3], Feed.Acked.Order());
        Assert.Equal([(2, FailReason.HandlerFailed), (2, FailReason.HandlerFailed)], Feed.Failed);
        Assert.Contains(run.Log.Messages, m => m.StartsWith("Source[0]: message 2 failed 3 times, the last time with HandlerFailed, and is given up: it goes to the error stream"));
    }

    [Fact]
    public async Task It_is_acked_when_the_reader_is_done_and_not_before()
    {
        Feed.Replays = true;
        _book.IsOpen.Reset();
        Feed.Give(2, Act.Throw);
        await using AckedRun run = Start(executors: 3);
        Deadline.Until(() => _book.Told.Count == 1, "it is told");
        Assert.Empty(Feed.Acked);
        Assert.Equal(1, run.Ledgers.Single().Pending);

        _book.IsOpen.Set();

        Feed.UntilAcked(2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Reader_that_throws_is_told_again_and_the_spout_is_not(int executors)
    {
        Feed.Replays = true;
        _book.Refusals = 2;
        Feed.Give(2, Act.Throw).End();
        await using AckedRun run = Start(executors);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);

        Assert.Equal(3, _book.Told.Count);
        Assert.Single(_book.Told.Distinct());
        Assert.Equal(2, Feed.Failed.Count);
        Assert.Equal([2], Feed.Acked);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Reader_that_throws_always_ends_in_the_error_record(int executors)
    {
        Feed.Replays = true;
        _book.Refusals = int.MaxValue;
        Feed.Give(2, Act.Throw).Give(4, Act.Ack).End();
        await using AckedRun run = Start(executors);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);

        Assert.Equal(3, _book.Told.Count);
        Assert.Equal([2, 4], Feed.Acked.Order());
        Assert.Contains(run.Log.Messages, m => m.StartsWith("Source[0]: message 2 was given up, and failed 3 times in the error stream too: it is acked"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Tuple_that_belongs_to_no_message_is_told_at_once(int executors)
    {
        Feed.Give(5, Act.EmitFree).End();
        await using AckedRun run = Start(executors);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);

        Assert.Equal(
            [new FailedTuple("Free", 0, "Execute", "Hand", "default", "Token { Number = 5, Act = EmitFree }", "InvalidOperationException: free", 1)], _book.Told);
        Assert.Equal([5], Feed.Acked);
    }

    [Fact]
    public async Task Without_a_limit_nothing_is_given_up_and_nothing_told()
    {
        Feed.Replays = true;
        Feed.Give(2, Act.Throw);
        await using AckedRun run = Start(executors: 1, maxFailures: 0);

        Deadline.Until(() => Feed.Failed.Count > 20, "it fails on and on");
        Feed.Change(2, Act.Ack);
        Feed.UntilAcked(2);

        Assert.Empty(_book.Told);
    }

    [Fact]
    public async Task Over_workers_the_spout_tells_what_failed_on_another_one()
    {
        var store = new InMemoryCoordinationStore();
        await store.BeginAsync(new RunRecord { Id = "run", Owner = "test", Schema = 1 }, new DesiredState(), null, default);
        Feed.Replays = true;
        Feed.Give(1, Act.Ack).Give(2, Act.Throw).Give(3, Act.AckAndThrow).Give(4, Act.Fail).Give(5, Act.EmitFree).End();
        await using var workers = new Engine.Workers(TestRun.DefinitionOf<GivenUpTopology>(), Options(2), 4, store, services: [_feeds, _book]);
        workers.Start(4);

        await workers.Apply((component, _) => component switch
        {
            "Source" => "w0",
            "Read" => "w1",
            "Work" or "Free" => "w2",
            _ => "w3",
        });

        Deadline.Until(() => workers.IsOver, "all tasks end");
        Assert.Equal(
            [("Free", "Token { Number = 5, Act = EmitFree }", 1), ("Source", "2", 3), ("Source", "3", 3), ("Source", "4", 3)],
            _book.Told.Select(t => (t.Component, t.Tuple, t.Failures)).Order());
        Assert.Equal([1, 2, 3, 4, 5], Feed.Acked.Order());
    }

    private AckedRun Start(int executors, int maxFailures = 3)
        => AckedRun.Of<GivenUpTopology>(Options(executors, maxFailures), time: null, _feeds, _book);

    private static EngineOptions Options(int executors, int maxFailures = 3)
        => new() { Executors = executors, MaxIdleWait = TimeSpan.FromMilliseconds(1), MaxFailures = maxFailures };
}
