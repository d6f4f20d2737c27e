using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>What becomes of tasks and channels when plans change under a running worker.</summary>
public sealed class WorkerEngineTests
{
    private readonly InMemoryCoordinationStore _store = new();

    [Fact]
    public async Task Tasks_on_three_workers_pass_everything_on_in_order_and_end()
    {
        var book = new CountingTopology.Book(10_000);
        await using Workers workers = await Start(book, 3);

        await workers.Apply(Each("w0", "w1", "w2"));

        Deadline.Until(() => workers.IsOver, "all tasks end");
        Assert.Equal(Enumerable.Range(0, 10_000).Select(n => (long)n), book.Kept);
        Assert.All(workers.Ended.Values, Assert.True);
        Assert.Equal(1, book.CountOf("Double.End"));
        Assert.Equal(1, book.CountOf("Keep.End"));
    }

    [Fact]
    public async Task Only_the_dead_workers_task_is_opened_anew_and_nothing_is_repeated()
    {
        var book = new CountingTopology.Book(long.MaxValue) { Allowed = 1000 };
        await using Workers workers = await Start(book, 3);
        await workers.Apply(Each("w0", "w1", "w2"));
        Deadline.Until(() => book.Kept.Count == 1000, "all that is allowed arrives");

        workers.Kill("w1");
        await workers.Apply(Each("w0", "w2", "w2"));
        book.Allowed = 2000;

        Deadline.Until(() => book.Kept.Contains(1999), "the rest arrives");
        Assert.Equal(Enumerable.Range(0, 2000).Select(n => (long)n), book.Kept);
        Assert.Equal((1, 2, 1), (book.CountOf("Numbers.Open"), book.CountOf("Double.Open"), book.CountOf("Keep.Open")));
    }

    [Fact]
    public async Task Spout_that_moves_goes_on_behind_its_reservation()
    {
        var book = new CountingTopology.Book(long.MaxValue) { Allowed = 1000 };
        await using Workers workers = await Start(book, 2);
        await workers.Apply(Each("w0", "w1", "w1"));
        Deadline.Until(() => book.Kept.Count == 1000, "all that is allowed arrives");
        PositionRecord reserved = await Position();
        Assert.InRange(reserved.Limit, 1000, long.MaxValue);

        workers.Kill("w0");
        await workers.Apply(Each("w1", "w1", "w1"));
        book.Allowed = reserved.Limit + 1000;

        Deadline.Until(() => book.Kept.Contains(reserved.Limit + 999), "the moved spout has come as far as it may");
        Assert.Equal(book.Kept.Order(), book.Kept.Distinct().Order());
        Assert.DoesNotContain(book.Kept, n => n >= 1000 && n < reserved.Limit);
        Assert.Equal(2, (await Position()).Incarnation);
    }

    [Fact]
    public async Task Spout_that_was_taken_over_emits_no_more_than_it_had_reserved()
    {
        var book = new CountingTopology.Book(long.MaxValue) { Allowed = 1000 };
        await using Workers workers = await Start(book, 1);
        await workers.Apply(Each("w0", "w0", "w0"));
        Deadline.Until(() => book.Kept.Count == 1000, "all that is allowed arrives");

        PositionRecord taken = (await _store.TakePositionAsync("run", new TaskId("Numbers", 0, 9), default))!.Value;
        book.Allowed = long.MaxValue;

        Deadline.Until(() => workers["w0"].Snapshot().RefusedWrites == 1, "a reservation is refused");
        Deadline.Until(() => book.Kept.Count >= taken.Limit, "what was reserved is emitted");
        Assert.Equal(taken.Limit, book.Kept.Count);
    }

    [Fact]
    public async Task Consumer_that_is_placed_after_its_producers_end_learns_of_it()
    {
        var book = new CountingTopology.Book(100);
        await using Workers workers = await Start(book, 3);
        await workers.Apply(Each("w0", "w1", "w2"), PlanMode.Inactive);
        workers.Kill("w2");
        await workers.Apply(Each("w0", "w1", "w2"));
        Deadline.Until(() => book.CountOf("Double.End") == 1, "the producers end, and nobody takes it");

        await workers.Apply(Each("w0", "w1", "w0"));

        Deadline.Until(() => workers.IsOver, "the consumer ends");
        Assert.Equal(1, book.CountOf("Keep.End"));
    }

    [Fact]
    public async Task Consumer_ends_where_its_producer_ended_and_went_before_the_end_arrived()
    {
        var book = new CountingTopology.Book(100);
        await using Workers workers = await Start(book, 3);
        workers.Kill("w2");
        await workers.Apply(Each("w0", "w1", "w2"));
        Deadline.Until(() => book.CountOf("Double.End") == 1, "the producers end");
        workers.Kill("w1");

        await workers.Apply(Each("w0", "w1", "w0"));

        Deadline.Until(() => workers.IsOver, "the consumer ends");
        Assert.Empty(book.Kept);
    }

    [Fact]
    public async Task Inactive_spouts_wait_and_active_ones_go_on()
    {
        var book = new CountingTopology.Book(long.MaxValue) { Allowed = 1000 };
        await using Workers workers = await Start(book, 2);
        await workers.Apply(Each("w0", "w1", "w1"));
        Deadline.Until(() => book.Kept.Count == 1000, "all that is allowed arrives");

        await workers.Apply(Each("w0", "w1", "w1"), PlanMode.Inactive);
        book.Allowed = 2000;
        long called = workers["w0"].Snapshot().Components.Single(c => c.Component == "Numbers").Executed;
        Deadline.Until(() => workers.IsQuiet, "nothing is on its way");
        Assert.Equal(1000, book.Kept.Count);
        Assert.Equal(called, workers["w0"].Snapshot().Components.Single(c => c.Component == "Numbers").Executed);

        await workers.Apply(Each("w0", "w1", "w1"));

        Deadline.Until(() => book.Kept.Count == 2000, "the rest arrives");
        Assert.Equal(1, book.CountOf("Numbers.Open"));
    }

    [Fact]
    public async Task Suspended_worker_handles_nothing_until_it_is_resumed()
    {
        var book = new CountingTopology.Book(long.MaxValue) { Allowed = 1000 };
        await using Workers workers = await Start(book, 2);
        await workers.Apply(Each("w0", "w1", "w1"));
        Deadline.Until(() => book.Kept.Count == 1000, "all that is allowed arrives");

        workers["w1"].Suspend();
        Assert.True(workers["w1"].Report.IsSuspended);
        book.Allowed = 2000;
        Deadline.Until(() => workers["w0"].Report.Sent == 2000, "the other worker goes on");
        Deadline.Until(() => workers["w1"].Report.Pending == 1000, "what it sends waits");
        Assert.Equal(1000, book.Kept.Count);

        workers["w1"].Resume();

        Deadline.Until(() => book.Kept.Count == 2000, "the rest is handled");
    }

    [Fact]
    public async Task Draining_tasks_finish_what_was_read_and_end_without_their_end_hook()
    {
        var book = new CountingTopology.Book(long.MaxValue) { Allowed = 1000 };
        await using Workers workers = await Start(book, 3);
        await workers.Apply(Each("w0", "w1", "w2"));
        Deadline.Until(() => book.Kept.Count == 1000, "all that is allowed arrives");

        await workers.Apply(Each("w0", "w1", "w2"), PlanMode.Draining);

        Deadline.Until(() => workers.IsOver, "all tasks end");
        Assert.All(workers.Ended.Values, Assert.False);
        Assert.Equal(0, book.CountOf("Keep.End"));
    }

    [Fact]
    public async Task Worker_that_lost_its_lease_closes_its_tasks_and_takes_new_ones_under_another_id()
    {
        var book = new CountingTopology.Book(long.MaxValue) { Allowed = 1000 };
        await using Workers workers = await Start(book, 1);
        await workers.Apply(Each("w0", "w0", "w0"));
        Deadline.Until(() => book.Kept.Count == 1000, "all that is allowed arrives");

        await workers["w0"].DropAsync();
        Assert.Equal((1, 1, 1), (book.CountOf("Numbers.Close"), book.CountOf("Double.Close"), book.CountOf("Keep.Close")));
        Assert.Equal(0, book.CountOf("Keep.End"));

        await workers.Apply(Each("w0 again", "w0 again", "w0 again"), names: new() { ["w0"] = "w0 again" });
        book.Allowed = long.MaxValue;

        Deadline.Until(() => book.Kept.Count > 2000, "it goes on");
        long[] kept = [.. book.Kept];
        Assert.Equal(kept.Order(), kept.Distinct().Order());
    }

    [Fact]
    public async Task Counters_go_on_when_channels_change_and_tasks_move_away()
    {
        var book = new CountingTopology.Book(long.MaxValue) { Allowed = 1000 };
        await using Workers workers = await Start(book, 2);
        await workers.Apply(Each("w0", "w0", "w1"));
        Deadline.Until(() => book.Kept.Count == 1000, "all that is allowed arrives");

        await workers.Apply(Each("w0", "w0", "w1"), PlanMode.Inactive);
        Deadline.Until(() => workers.IsQuiet, "nothing is on its way");
        await workers.Apply(Each("w0", "w1", "w0"), PlanMode.Inactive);
        await workers.Apply(Each("w0", "w1", "w0"));
        book.Allowed = 1500;
        Deadline.Until(() => book.Kept.Count == 1500, "the rest arrives");

        Assert.Equal((1500, 1500), Emitted("Numbers"));
        Assert.Equal((1500, 1500), Emitted("Double"));
        Assert.Equal(1500, Sum("Keep", c => c.Executed));

        (long, long) Emitted(string component) => (Sum(component, c => c.Emitted), Sum(component, c => c.Transferred));

        long Sum(string component, Func<ComponentSnapshot, long> count)
            => workers.Engines.Sum(e => e.Snapshot().Components.Where(c => c.Component == component).Sum(count));
    }

    [Fact]
    public async Task Component_that_cannot_be_built_fails_the_worker_with_its_reason()
    {
        await using var workers = new Workers(TestRun.DefinitionOf<CountingTopology>(), new EngineOptions(), 1, _store);
        workers.Start(1);

        await workers.Apply(Each("w0", "w0", "w0"));

        Exception failure = await workers["w0"].Failed.WaitAsync(Deadline.Limit);
        Assert.Contains("needs a service of type", failure.Message, StringComparison.Ordinal);
    }

    private async Task<PositionRecord> Position() => (await _store.ReadStatusAsync(default)).Positions["Numbers/0"];

    private async Task<Workers> Start(CountingTopology.Book book, int count)
    {
        var run = new RunRecord { Id = "run", Owner = "test", Schema = 1 };
        await _store.BeginAsync(run, new DesiredState(), null, default);
        var workers = new Workers(
            TestRun.DefinitionOf<CountingTopology>(), new EngineOptions { Executors = 2 }, count, _store, services: [book]);
        workers.Start(count);
        return workers;
    }

    private static Func<string, int, string> Each(string numbers, string @double, string keep)
        => (component, _) => component switch
        {
            "Numbers" => numbers,
            "Double" => @double,
            _ => keep,
        };
}
