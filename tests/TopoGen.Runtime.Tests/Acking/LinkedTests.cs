using TopoGen.Runtime.Tests.Engine;
using TopoGen.Tests;
using static TopoGen.Runtime.Tests.Acking.HandTopology;

namespace TopoGen.Runtime.Tests.Acking;

/// <summary>Trees over several workers, and what becomes of them when those die.</summary>
public sealed class LinkedTests
{
    private readonly InMemoryCoordinationStore _store = new();
    private readonly Feeds _feeds = new();
    private readonly Notes _notes = new();

    private Feed Feed => _feeds["Source"];

    [Fact]
    public async Task Trees_over_four_workers_are_acked_and_failed()
    {
        _notes.Refused.Add(5);
        Feed.Give(1, Act.Ack).Give(2, Act.Keep).Give(3, Act.Keep).Give(4, Act.Join).Give(5, Act.Ack).Give(6, Act.Throw).Give(7, Act.Fail).End();
        await using Engine.Workers workers = await Start(4);

        await workers.Apply(Each("w0", "w1", "w2", "w3"));

        Deadline.Until(() => workers.IsOver, "all tasks end");
        Assert.Equal([1, 2, 3, 4], Feed.Acked.Order());
        Assert.Equal([(5, FailReason.HandlerFailed), (6, FailReason.HandlerFailed), (7, FailReason.FailedByHand)], Feed.Failed.Order());
        Assert.All(workers.Ended.Values, Assert.True);
    }

    [Fact]
    public async Task Task_with_pending_messages_has_not_ended()
    {
        await using Engine.Workers workers = await Start(2);
        await workers.Apply(Each("w0", "w1", "w1", "w1"));
        Feed.Give(1, Act.Keep);
        Deadline.Until(() => _notes.Held == 1, "the tuple is kept");
        Feed.End();
        Deadline.Until(() => Ledger(workers, "w0").IsInputOver, "the input is over");
        Assert.False(workers.IsOver);

        await workers.Apply(Each("w0", "w1", "w1", "w1"), PlanMode.Draining);

        Deadline.Until(() => workers.IsOver, "all tasks end");
        Assert.Equal([(1, FailReason.Stopped)], Feed.Failed);
    }

    [Fact]
    public async Task Tuples_that_are_lost_with_a_bolt_time_out_and_are_emitted_again()
    {
        Feed.Replays = true;
        await using Engine.Workers workers = await Start(3, TimeSpan.FromMilliseconds(100));
        await workers.Apply(Each("w0", "w1", "w1", "w2"));
        Feed.Give(1, Act.Keep).Give(2, Act.Keep);
        Deadline.Until(() => _notes.Held == 2, "both are kept");

        workers.Kill("w1");
        Feed.Change(1, Act.Ack);
        Feed.Change(2, Act.Ack);
        await workers.Apply(Each("w0", "w2", "w2", "w2"));

        Feed.UntilAcked(1, 2);
        Assert.All(Feed.Failed, f => Assert.Equal(FailReason.TimedOut, f.Reason));
    }

    [Fact]
    public async Task Spout_that_moves_begins_with_an_empty_ledger_and_hears_nothing_of_its_former_life()
    {
        await using Engine.Workers workers = await Start(3);
        await workers.Apply(Each("w0", "w1", "w1", "w2"));
        Feed.Give(1, Act.Keep).Give(2, Act.Keep);
        Deadline.Until(() => _notes.Held == 2, "both are kept");

        workers.Kill("w0");
        await workers.Apply(Each("w2", "w1", "w1", "w2"));
        Feed.Give(3, Act.AckKept).Give(4, Act.Ack);

        Feed.UntilAcked(3, 4);
        Assert.Empty(Feed.Failed);
        Assert.Equal(2, Cells(workers, "w1").Single(c => c.Component == "Hand").Ledgers.Ignored);
    }

    [Fact]
    public async Task Topology_that_starts_inactive_does_nothing_until_it_is_activated()
    {
        Feed.Give(1, 2).End();
        await using Engine.Workers workers = await Start(2);
        await workers.Apply(Each("w0", "w1", "w1", "w1"), PlanMode.Inactive);
        Deadline.Until(() => workers.IsQuiet, "nothing moves");
        Assert.Equal(0, Feed.Asked);

        await workers.Apply(Each("w0", "w1", "w1", "w1"));

        Deadline.Until(() => workers.IsOver, "all tasks end");
        Assert.Equal([1, 2], Feed.Acked.Order());
    }

    [Fact]
    public async Task Spout_that_is_inactive_hears_of_successes_and_later_of_failures()
    {
        await using Engine.Workers workers = await Start(2);
        await workers.Apply(Each("w0", "w1", "w1", "w1"));
        Feed.Give(1, Act.Keep);
        Deadline.Until(() => _notes.Held == 1, "the tuple is kept");
        Feed.Give(2, Act.FailKept);
        await workers.Apply(Each("w0", "w1", "w1", "w1"), PlanMode.Inactive);
        Deadline.Until(() => workers.IsQuiet, "nothing is on its way");
        (int acked, int failed) = (Feed.Acked.Count, Feed.Failed.Count);
        Assert.Equal((Feed.Taken == 2 ? 1 : 0), acked);

        await workers.Apply(Each("w0", "w1", "w1", "w1"));

        Feed.UntilFailed((1, FailReason.FailedByHand));
        Assert.InRange(failed, 0, 1);
    }

    /// <summary>The oracle of the guarantee: whatever dies, each message is handled at least once, and acked once unless it failed.</summary>
    [Fact]
    public async Task Nothing_is_lost_while_workers_die_one_after_another()
    {
        const int count = 20_000;
        Feed.Replays = true;
        await using Engine.Workers workers = await Start(5, TimeSpan.FromMilliseconds(200), maxPending: 256);
        await workers.Apply(Each("w0", "w1", "w2", "w0"));
        for (int i = 0; i < count; i++)
        {
            Feed.Give(i, Act.Ack);
        }

        string[] lives = ["w1", "w2", "w3"];
        for (int i = 0; i < lives.Length; i++)
        {
            int seen = Feed.Acked.Count;
            Deadline.Until(() => Feed.Acked.Count > seen + 100 || Feed.Acked.Count >= count, "it goes on");
            workers.Kill(lives[i]);
            string next = i == 2 ? "w4" : lives[i + 1];
            await workers.Apply(Each("w0", next, i == 0 ? "w3" : "w4", "w0"));
        }

        Feed.End();
        Deadline.Until(() => workers.IsOver, "all tasks end");

        Assert.Equal(Enumerable.Range(0, count).Select(n => (long)n), Feed.Acked.Distinct().Order());
        Assert.InRange(_notes.Received, count, int.MaxValue);
    }

    private static IEnumerable<TaskCell> Cells(Engine.Workers workers, string worker) => workers[worker].Host.Graph.Cells;

    private static Ledger Ledger(Engine.Workers workers, string worker) => Cells(workers, worker).Select(c => c.Ledger).OfType<Ledger>().Single();

    private async Task<Engine.Workers> Start(int count, TimeSpan? timeout = null, int maxPending = 1024)
    {
        var run = new RunRecord { Id = "run", Owner = "test", Schema = 1 };
        await _store.BeginAsync(run, new DesiredState(), null, default);
        var options = new EngineOptions
        {
            Executors = 2,
            MaxIdleWait = TimeSpan.FromMilliseconds(1),
            MessageTimeout = timeout ?? TimeSpan.FromMinutes(5),
            MaxPending = maxPending,
            MaxFailures = 0,
        };
        var workers = new Engine.Workers(TestRun.DefinitionOf<HandTopology>(), options, count, _store, services: [_feeds, _notes]);
        workers.Start(count);
        return workers;
    }

    private static Func<string, int, string> Each(string source, string pass, string hand, string sink)
        => (component, _) => component switch
        {
            "Source" => source,
            "Pass" => pass,
            "Hand" => hand,
            _ => sink,
        };
}
