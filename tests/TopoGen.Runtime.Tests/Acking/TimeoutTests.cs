using Microsoft.Extensions.Time.Testing;
using TopoGen.Runtime.Tests.Engine;
using static TopoGen.Runtime.Tests.Acking.HandTopology;

namespace TopoGen.Runtime.Tests.Acking;

/// <summary>Messages of which nothing is heard any more, by a clock that the test moves.</summary>
public sealed class TimeoutTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly Feeds _feeds = new();
    private readonly Notes _notes = new();

    private Feed Feed => _feeds["Source"];

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Only_the_unfinished_message_fails_between_one_timeout_and_two(int executors)
    {
        await using AckedRun run = Start(executors);
        Feed.Give(1, Act.Forget).Give(2, Act.Ack).Give(3, Act.Keep);
        run.UntilQuiet("Hand", 3);

        Pass(run, Timeout);
        Assert.Empty(Feed.Failed);
        Pass(run, Timeout);

        Feed.UntilFailed((1, FailReason.TimedOut), (3, FailReason.TimedOut));
        Assert.Equal([2], Feed.Acked);

        // What the bolt does with the tuple now is too late.
        Feed.Give(4, Act.AckKept);
        Feed.UntilAcked(2, 4);
        Assert.Equal(1, run.Ledgers.Single().Ignored);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Message_whose_timeout_is_reset_lives_on(int executors)
    {
        await using AckedRun run = Start(executors);
        Feed.Give(1, Act.Keep);
        run.UntilQuiet("Hand", 1);

        for (int i = 2; i < 8; i++)
        {
            Pass(run, Timeout / 2);
            Feed.Give(i, Act.ResetKept);
            run.UntilQuiet("Hand", i);
        }

        Assert.Empty(Feed.Failed);
        Feed.Give(8, Act.AckKept);
        Feed.UntilAcked([.. Enumerable.Range(1, 8).Select(n => (long)n)]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Whatever_is_heard_of_a_message_begins_its_timeout_anew(int executors)
    {
        await using AckedRun run = Start(executors);
        Feed.Give(1, Act.Keep);
        run.UntilQuiet("Hand", 1);
        Pass(run, Timeout);

        // One more tuple of the same tree is emitted and handled.
        Feed.Give(2, Act.Join);
        run.UntilQuiet("Hand", 2);

        Feed.UntilAcked(1, 2);
        Assert.Empty(Feed.Failed);
    }

    /// <summary>Of a tuple that alone follows from another one ledgers are told nothing, unless time has passed.</summary>
    [Fact]
    public async Task Message_that_is_slow_but_makes_progress_lives_on()
    {
        using var gates = new SlowTopology.Gates();
        await using var run = AckedRun.Of<SlowTopology>(
            new EngineOptions { Executors = 4, MaxIdleWait = TimeSpan.FromMilliseconds(1), MessageTimeout = Timeout }, _time, _feeds, gates);
        Feed.Give(1);

        for (int bolt = 1; bolt <= 3; bolt++)
        {
            Deadline.Until(() => gates.Entered == bolt, "the next bolt is at work");
            Pass(run, Timeout);
            gates.Open();
        }

        Feed.UntilAcked(1);
        Assert.Empty(Feed.Failed);
    }

    [Fact]
    public async Task Without_a_timeout_no_message_fails_by_itself()
    {
        await using AckedRun run = Start(1, TimeSpan.Zero);
        Feed.Give(1, Act.Keep);
        run.UntilQuiet("Hand", 1);

        _time.Advance(TimeSpan.FromDays(10));
        Feed.Give(2, Act.Ack);
        Feed.UntilAcked(2);

        Assert.Empty(Feed.Failed);
        Feed.Give(3, Act.AckKept);
        Feed.UntilAcked(1, 2, 3);
    }

    [Fact]
    public async Task Clock_stands_still_while_the_topology_waits()
    {
        await using AckedRun run = Start(1);
        Feed.Give(1, Act.Keep);
        run.UntilQuiet("Hand", 1);

        TimeSpan period = Timeout / Ledger.Periods;
        for (int i = 0; i < 10; i++)
        {
            // A period in which it waits for a part does not count either, be it the first or the last.
            _time.Advance(period / 2);
            run.Host.SetActive(false);
            _time.Advance((i * Timeout) + period);
            run.Host.SetActive(true);
            _time.Advance(period / 2);
            Feed.Give(2 + i, Act.Ack);
            run.UntilQuiet("Hand", 2 + i);
            Assert.Equal(0, run.Ledgers.Single().Now);
        }

        Assert.Empty(Feed.Failed);
        Pass(run, 2 * Timeout);
        Feed.UntilFailed((1, FailReason.TimedOut));
    }

    /// <summary>Lets time pass, and waits until each ledger has seen it.</summary>
    private void Pass(AckedRun run, TimeSpan time)
    {
        TimeSpan period = Timeout / Ledger.Periods;
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += period)
        {
            int before = run.Ledgers.Single().Now;
            _time.Advance(period);
            Deadline.Until(() => run.Ledgers.Single().Now > before, "the ledger's clock moves");
        }
    }

    private AckedRun Start(int executors, TimeSpan? timeout = null)
        => AckedRun.Of<HandTopology>(
            new EngineOptions { Executors = executors, MaxIdleWait = TimeSpan.FromMilliseconds(1), MessageTimeout = timeout ?? Timeout }, _time, _feeds, _notes);
}
