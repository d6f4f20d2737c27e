using Microsoft.Extensions.Time.Testing;
using TopoGen.Runtime.Tests.Engine;
using Xunit.Abstractions;

namespace TopoGen.Runtime.Tests.Acking;

/// <summary>Asynchronous bolts: the end of a call settles its tuple.</summary>
public sealed class AskTests(ITestOutputHelper output)
{
    private readonly FakeTimeProvider _time = new();
    private readonly Feeds _feeds = new();
    private readonly Calls _calls = new();
    private readonly HandTopology.Notes _notes = new();

    public static TheoryData<string, int> Bolts { get; } = new() { { "Ordered", 1 }, { "Ordered", 3 }, { "Unordered", 1 }, { "Unordered", 3 } };

    private Feed Feed => _feeds["Source"];

    [Theory]
    [MemberData(nameof(Bolts))]
    public async Task Completion_acks_and_an_exception_fails(string bolt, int executors)
    {
        await using AckedRun run = Start(bolt, executors);
        Feed.Give(1, Act.Ack).Give(2, Act.Throw).Give(3, Act.AckTwice);
        Deadline.Until(() => _calls.Open.Count == 3, "all calls are under way");
        Assert.Empty(Feed.Acked);

        _calls.Answer(1);
        Feed.UntilAcked(1);
        _calls.Answer(2);
        Feed.UntilFailed((2, FailReason.HandlerFailed));
        _calls.Answer(3);

        Feed.UntilAcked(1, 3);
        Assert.Equal(4, _notes.Received);
    }

    [Theory]
    [MemberData(nameof(Bolts))]
    public async Task Call_that_fails_its_anchor_publishes_nothing(string bolt, int executors)
    {
        await using AckedRun run = Start(bolt, executors);
        Feed.Give(1, Act.Fail).Give(2, Act.Ack);

        _calls.Answer(1);
        _calls.Answer(2);

        Feed.UntilFailed((1, FailReason.FailedByHand));
        Feed.UntilAcked(2);
        Assert.Equal(2, _notes.Received);
    }

    [Theory]
    [MemberData(nameof(Bolts))]
    public async Task What_a_call_emits_is_of_its_tree(string bolt, int executors)
    {
        _notes.Refused.Add(1);
        await using AckedRun run = Start(bolt, executors);
        Feed.Give(1, Act.Ack).Give(2, Act.Ack);

        _calls.Answer(1);
        _calls.Answer(2);

        Feed.UntilFailed((1, FailReason.HandlerFailed));
        Feed.UntilAcked(2);
    }

    [Theory]
    [MemberData(nameof(Bolts))]
    public async Task Every_message_ends_once_whatever_the_order_of_answers(string bolt, int executors)
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        await using AckedRun run = Start(bolt, executors);
        for (int i = 1; i <= 3000; i++)
        {
            Feed.Give(i, i % 7 == 0 ? Act.Throw : i % 11 == 0 ? Act.Fail : Act.Ack);
        }

        Feed.End();
        _feeds["Other"].End();
        _calls.AnswerAll(run.Finish, new Random(seed));

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);
        Assert.Equal(Enumerable.Range(1, 3000).Where(i => i % 7 != 0 && i % 11 != 0).Select(i => (long)i), Feed.Acked.Order());
        Assert.Equal(3000, Feed.Acked.Count + Feed.Failed.Count);
        Assert.All(run.Ledgers, l => Assert.Equal((0, 0), (l.Pending, l.Ignored)));
    }

    [Theory]
    [MemberData(nameof(Bolts))]
    public async Task Call_under_way_lives_on_where_it_resets_its_timeout(string bolt, int executors)
    {
        await using AckedRun run = Start(bolt, executors, TimeSpan.FromSeconds(20));
        Feed.Give(1, Act.ResetKept).Give(2, Act.Ack);
        Deadline.Until(() => _calls.Open.Count == 2, "both calls are under way");

        for (int i = 0; i < 5; i++)
        {
            Tick(run);
        }

        _calls.Answer(1);
        Deadline.Until(() => _calls.Open.Contains(-1), "it asks again");
        run.UntilQuiet(bolt, 2, pending: 2);
        Tick(run);
        Feed.UntilFailed((2, FailReason.TimedOut));

        _calls.Answer(-1);
        Feed.UntilAcked(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Bolt_with_handlers_of_every_kind_acks_in_every_way(int executors)
    {
        await using AckedRun run = Start("Mixed", executors);
        long[] numbers = [.. Enumerable.Range(0, 500).Select(n => (long)n)];
        Feed.Give(numbers).End();
        _feeds["Other"].Give(numbers).End();

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);

        Assert.Equal(numbers, Feed.Acked.Order());
        Assert.Equal(numbers, _feeds["Other"].Acked.Order());
        Assert.Equal(1000, _notes.Received);
    }

    private void Tick(AckedRun run)
    {
        int[] before = [.. run.Ledgers.Select(l => l.Now)];
        _time.Advance(TimeSpan.FromSeconds(5));
        Deadline.Until(() => run.Ledgers.Zip(before).All(l => l.First.Now > l.Second), "the ledgers' clocks move");
    }

    private AckedRun Start(string bolt, int executors, TimeSpan? timeout = null)
    {
        var options = new EngineOptions
        {
            Executors = executors,
            MaxIdleWait = TimeSpan.FromMilliseconds(1),
            MessageTimeout = timeout ?? TimeSpan.FromSeconds(30),
            RingCapacity = 16,
        };
        foreach (string other in new[] { "Ordered", "Unordered", "Mixed" }.Where(b => b != bolt))
        {
            options.Components[other] = 0;
        }

        return AckedRun.Of<AskTopology>(options, _time, _feeds, _calls, _notes);
    }
}
