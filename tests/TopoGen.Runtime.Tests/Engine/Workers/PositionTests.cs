using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Engine;

public sealed class PositionTests
{
    private readonly InMemoryCoordinationStore _store = new();

    [Fact]
    public async Task Asynchronous_spout_that_moves_repeats_nothing()
    {
        var book = new PositionTopology.Book(leaps: false);
        await using Workers workers = await Start(book, Options("Leaping", "Waiting"), 2);
        await workers.Apply((component, _) => component == "Pages" ? "w0" : "w1");
        Deadline.Until(() => book.Kept.Count > 1000, "it emits");

        workers.Kill("w0");
        await workers.Apply((_, _) => "w1");
        long limit = (await _store.ReadStatusAsync(default)).Positions["Pages/0"].Limit;
        Deadline.Until(() => book.Kept.Any(n => n > limit), "it has come further");

        long[] kept = [.. book.Kept];
        Assert.Equal(kept.Order(), kept.Distinct().Order());
    }

    [Fact]
    public async Task Spout_that_moves_while_all_is_at_rest_skips_nothing()
    {
        var book = new PositionTopology.Book(leaps: false);
        await using Workers workers = await Start(book, Options("Leaping", "Waiting"), 2);
        await workers.Apply((component, _) => component == "Pages" ? "w0" : "w1");
        Deadline.Until(() => book.Kept.Count > 1000, "it emits");

        await workers.Apply((component, _) => component == "Pages" ? "w0" : "w1", PlanMode.Inactive);
        Deadline.Until(() => workers.IsQuiet, "it comes to rest");
        long last = book.Kept.Max();
        await workers.Apply((_, _) => "w1", PlanMode.Inactive);
        await workers.Apply((_, _) => "w1");
        Deadline.Until(() => book.Kept.Count > last + 1000, "it goes on");

        Assert.Equal(Enumerable.Range(0, (int)last + 1000).Select(n => (long)n), book.Kept.Take((int)last + 1000));
        Assert.Equal(0, (await _store.ReadStatusAsync(default)).Positions["Pages/0"].Skipped);
    }

    /// <summary>Behind a reservation there would be messages that nobody gives again.</summary>
    [Fact]
    public async Task Spout_whose_position_nobody_keeps_begins_anew_where_all_is_done_at_least_once()
    {
        var book = new UnkeptTopology.Book();
        await _store.BeginAsync(new RunRecord { Id = "run", Owner = "test", Schema = 1 }, new DesiredState(), null, default);
        await using var workers = new Workers(TestRun.DefinitionOf<UnkeptTopology>(), new EngineOptions { Executors = 1 }, 2, _store, services: [book]);
        workers.Start(2);
        await workers.Apply((component, _) => component == "Numbers" ? "w0" : "w1");
        Deadline.Until(() => book.Kept.Count > 1000, "it emits");

        workers.Kill("w0");
        await workers.Apply((_, _) => "w1");

        Deadline.Until(() => book.Kept.Count(k => k.Value == 0) == 2, "it begins anew");
        Assert.Empty((await _store.ReadStatusAsync(default)).Positions);
    }

    [Fact]
    public async Task Call_that_waits_for_input_is_called_off_before_its_task_moves()
    {
        var book = new PositionTopology.Book(leaps: false);
        await using Workers workers = await Start(book, Options("Leaping", "Pages"), 2);
        await workers.Apply((component, _) => component == "Waiting" ? "w0" : "w1");
        Deadline.Until(() => book.Events.Contains("asked"), "it waits");

        await workers.Apply((component, _) => component == "Waiting" ? "w0" : "w1", PlanMode.Inactive);
        Deadline.Until(() => workers.IsQuiet, "it comes to rest");
        await workers.Apply((_, _) => "w1", PlanMode.Inactive);
        await workers.Apply((_, _) => "w1");
        Deadline.Until(() => book.Events.Count(e => e == "asked") == 2, "it waits elsewhere");
        book.Message.SetResult(7);

        Deadline.Until(() => book.Kept.Contains(7), "the message arrives");
        Assert.Equal(0, workers.Engines.Sum(e => e.Snapshot().Components.Sum(c => c.Failed)));
    }

    [Theory]
    [InlineData("Leaping", "Pages[0] moved its position from ", " in one call; expected 0 to 3 further: raise MaxStep of its [Position].")]
    [InlineData("Pages", "Leaping[0] moved its position from ", " in one call; expected 0 to 1 further: raise MaxStep of its [Position].")]
    public async Task Spout_that_goes_further_than_it_declares_ends_the_run(string off, string begin, string end)
    {
        await using Workers workers = await Start(new PositionTopology.Book(leaps: true), Options(off, "Waiting"), 1);
        await workers.Apply((_, _) => "w0");

        Exception failure = await workers["w0"].Failed.WaitAsync(Deadline.Limit);

        Assert.IsType<TopologyInputException>(failure);
        Assert.StartsWith(begin, failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(end, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spout_waits_while_the_store_does_not_take_its_reservation_and_goes_on_when_it_does()
    {
        var book = new PositionTopology.Book(leaps: false);
        await using Workers workers = await Start(book, Options("Leaping", "Waiting"), 1);
        await workers.Apply((_, _) => "w0");
        Deadline.Until(() => book.Kept.Count > 100, "it emits");

        _store.Faults.IsUnreachable = true;
        Deadline.Until(() => workers.Log.Messages.Any(m => m.Contains("waits until its next positions can be reserved", StringComparison.Ordinal)), "it says so");
        long limit = _store.Look(data => data.Positions.Values.Single().Record.Limit);
        Deadline.Until(() => workers.IsQuiet, "it waits");
        Assert.True(book.Kept.Max() < limit);

        _store.Faults.IsUnreachable = false;

        Deadline.Until(() => book.Kept.Any(n => n > limit), "it goes on");
    }

    /// <summary>Without some of the spouts.</summary>
    private static EngineOptions Options(string off, string too) => new() { Executors = 1, Components = { [off] = 0, [too] = 0 } };

    private async Task<Workers> Start(PositionTopology.Book book, EngineOptions options, int count)
    {
        await _store.BeginAsync(new RunRecord { Id = "run", Owner = "test", Schema = 1 }, new DesiredState(), null, default);
        var workers = new Workers(TestRun.DefinitionOf<PositionTopology>(), options, count, _store, services: [book]);
        workers.Start(count);
        return workers;
    }
}
