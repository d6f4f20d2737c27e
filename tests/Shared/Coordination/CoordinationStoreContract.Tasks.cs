using TopoGen.Runtime;
using Xunit;

namespace TopoGen.Tests;

/// <summary>Positions of spouts, and what workers report.</summary>
public abstract partial class CoordinationStoreContract
{
    [Fact]
    public async Task A_position_begins_at_0_and_its_limit_only_rises()
    {
        await BeginAsync("r1");
        TaskId task = new("Lines", 0, 5);

        Assert.Equal(new PositionRecord(5, 0, 0), await Store.TakePositionAsync("r1", task, None));
        Assert.True(await Store.ReservePositionAsync("r1", task, 0, 100, None));
        Assert.True(await Store.ReservePositionAsync("r1", task, 60, 200, None));
        Assert.True(await Store.ReservePositionAsync("r1", task, 0, 100, None));

        Assert.Equal(new PositionRecord(5, 200, 0), await Store.TakePositionAsync("r1", task, None));
        Assert.Equal(new PositionRecord(5, 200, 0), (await Store.ReadStatusAsync(None)).Positions["Lines/0"]);
    }

    [Fact]
    public async Task A_reservation_that_is_released_is_taken_over_where_its_task_had_come()
    {
        await BeginAsync("r1");
        var old = new TaskId("A", 0, 1);
        await Store.TakePositionAsync("r1", old, None);
        await Store.ReservePositionAsync("r1", old, 60, 200, None);

        Assert.True(await Store.ReleasePositionAsync("r1", old, 75, 200, None));
        Assert.True(await Store.ReleasePositionAsync("r1", old, 75, 200, None));
        Assert.True(await Store.ReleasePositionAsync("r1", old, 90, 75, None));

        Assert.Equal(new PositionRecord(2, 75, 0), await Store.TakePositionAsync("r1", old with { Incarnation = 2 }, None));
        Assert.False(await Store.ReleasePositionAsync("r1", old, 10, 75, None));
        Assert.Equal(new PositionRecord(3, 75, 0), await Store.TakePositionAsync("r1", old with { Incarnation = 3 }, None));
    }

    [Fact]
    public async Task A_release_that_comes_late_takes_back_nothing_that_was_reserved_since()
    {
        await BeginAsync("r1");
        var task = new TaskId("A", 0, 1);
        await Store.TakePositionAsync("r1", task, None);
        await Store.ReservePositionAsync("r1", task, 60, 200, None);
        await Store.ReservePositionAsync("r1", task, 75, 201, None);

        Assert.True(await Store.ReleasePositionAsync("r1", task, 75, 200, None));

        Assert.Equal(201, (await Store.ReadStatusAsync(None)).Positions["A/0"].Limit);
        Assert.True(await Store.ReleasePositionAsync("r1", task, 90, 201, None));
        Assert.True(await Store.ReservePositionAsync("r1", task, 60, 200, None));
        Assert.True(await Store.ReleasePositionAsync("r1", task, 75, 200, None));
        Assert.Equal(200, (await Store.ReadStatusAsync(None)).Positions["A/0"].Limit);
    }

    [Fact]
    public async Task A_later_incarnation_goes_on_at_the_limit_and_what_may_not_have_been_emitted_is_counted_once()
    {
        await BeginAsync("r1");
        TaskId task = new("Lines", 0, 5);
        await Store.TakePositionAsync("r1", task, None);
        await Store.ReservePositionAsync("r1", task, 60, 200, None);

        Assert.Equal(new PositionRecord(7, 200, 140), await Store.TakePositionAsync("r1", task with { Incarnation = 7 }, None));
        Assert.Equal(new PositionRecord(7, 200, 140), await Store.TakePositionAsync("r1", task with { Incarnation = 7 }, None));
        Assert.Equal(new PositionRecord(9, 200, 140), await Store.TakePositionAsync("r1", task with { Incarnation = 9 }, None));
        await Store.ReservePositionAsync("r1", task with { Incarnation = 9 }, 200, 300, None);
        Assert.Equal(new PositionRecord(10, 300, 240), await Store.TakePositionAsync("r1", task with { Incarnation = 10 }, None));
    }

    [Fact]
    public async Task An_earlier_incarnation_can_neither_take_nor_reserve()
    {
        await BeginAsync("r1");
        TaskId old = new("Lines", 0, 9);
        TaskId now = old with { Incarnation = 10 };
        Assert.False(await Store.ReservePositionAsync("r1", old, 0, 100, None));
        await Store.TakePositionAsync("r1", old, None);
        await Store.TakePositionAsync("r1", now, None);
        await Store.ReservePositionAsync("r1", now, 0, 50, None);

        Assert.False(await Store.ReservePositionAsync("r1", old, 10, 1000, None));
        Assert.Null(await Store.TakePositionAsync("r1", old, None));
        Assert.Null(await Store.TakePositionAsync("r0", now with { Incarnation = 11 }, None));
        Assert.False(await Store.ReservePositionAsync("r0", now, 0, 1000, None));
        Assert.False(await Store.ReservePositionAsync("r1", now with { Incarnation = 11 }, 0, 1000, None));

        Assert.Equal(new PositionRecord(10, 50, 0), (await Store.ReadStatusAsync(None)).Positions["Lines/0"]);
        Assert.Equal((4, 2), (await RefusedAsync("reserve"), await RefusedAsync("take")));
    }

    [Fact]
    public async Task Tasks_have_positions_of_their_own_of_64_bits()
    {
        await BeginAsync("r1");
        TaskId first = new("Lines", 0, 1);
        TaskId second = new("Lines", 12, 1);
        await Store.TakePositionAsync("r1", first, None);
        await Store.TakePositionAsync("r1", second, None);
        await Store.ReservePositionAsync("r1", second, long.MaxValue - 3, long.MaxValue, None);

        Assert.Equal(new PositionRecord(2, long.MaxValue, 3), await Store.TakePositionAsync("r1", second with { Incarnation = 2 }, None));
        Assert.Equal(new PositionRecord(1, 0, 0), (await Store.ReadStatusAsync(None)).Positions["Lines/0"]);
        Assert.Equal(["Lines/0", "Lines/12"], (await Store.ReadStatusAsync(None)).Positions.Keys);
    }

    [Fact]
    public async Task Of_incarnations_that_take_a_position_at_once_no_two_emit_the_same()
    {
        await BeginAsync("r1");
        var granted = new System.Collections.Concurrent.ConcurrentBag<(long From, long To)>();
        await Task.WhenAll(Enumerable.Range(1, 20).Select(incarnation => Task.Run(async () =>
        {
            TaskId task = new("Lines", 0, incarnation);
            if (await Store.TakePositionAsync("r1", task, None) is { } taken
                && await Store.ReservePositionAsync("r1", task, taken.Limit, taken.Limit + 10, None))
            {
                granted.Add((taken.Limit, taken.Limit + 10));
            }
        })));

        (long From, long To)[] ordered = [.. granted.Order()];
        Assert.NotEmpty(ordered);
        Assert.All(ordered.Zip(ordered.Skip(1)), pair => Assert.True(pair.First.To <= pair.Second.From, $"{pair}"));
        PositionRecord end = (await Store.ReadStatusAsync(None)).Positions["Lines/0"];
        Assert.Equal((20, ordered[^1].To), (end.Incarnation, end.Limit));
    }

    [Fact]
    public async Task Ends_of_tasks_are_kept_with_their_incarnations()
    {
        await BeginAsync("r1");
        await Store.ReportEndedAsync("r1", new TaskId("Lines", 0, 4), true, None);
        await Store.ReportEndedAsync("r1", new TaskId("Lines", 0, 4), true, None);
        await Store.ReportEndedAsync("r1", new TaskId("Lines", 0, 5), false, None);
        await Store.ReportEndedAsync("r0", new TaskId("Lines", 1, 5), false, None);

        IReadOnlyDictionary<TaskId, bool> ended = (await Store.ReadFactsAsync(None)).Ended;
        Assert.Equal(2, ended.Count);
        Assert.True(ended[new TaskId("Lines", 0, 4)]);
        Assert.False(ended[new TaskId("Lines", 0, 5)]);
        Assert.Equal(1, await RefusedAsync("ended"));
    }

    [Fact]
    public async Task A_broken_link_is_reported_once_by_each_end()
    {
        await BeginAsync("r1");
        await Store.ReportLinkAsync("r1", new LinkReport("w1", "w2"), None);
        await Store.ReportLinkAsync("r1", new LinkReport("w1", "w2"), None);
        await Store.ReportLinkAsync("r1", new LinkReport("w2", "w1"), None);
        await Store.ReportLinkAsync("r0", new LinkReport("w3", "w1"), None);

        Assert.Equal(
            [new LinkReport("w1", "w2"), new LinkReport("w2", "w1")],
            (await Store.ReadFactsAsync(None)).Links.OrderBy(link => link.Reporter, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_errors_the_newest_thousand_are_kept_each_once()
    {
        await BeginAsync("r1");
        await Store.ReportErrorAsync("r0", Error(5000), None);
        for (int index = 0; index < 1003; index++)
        {
            await Store.ReportErrorAsync("r1", Error(index), None);
        }

        await Store.ReportErrorAsync("r1", Error(1002), None);
        await Store.ReportErrorAsync("r1", Error(700), None);

        IReadOnlyList<ErrorReport> errors = (await Store.ReadStatusAsync(None)).Errors;
        Assert.Equal(Enumerable.Range(0, 1000).Select(index => Error(1002 - index)), errors);
        Assert.Equal(1, await RefusedAsync("error"));

        static ErrorReport Error(int index) => new(DateTimeOffset.UnixEpoch.AddTicks(index), "w1", "Split[0].Execute", $"\"ä\" {index}");
    }

    [Fact]
    public async Task A_loss_of_a_generation_and_worker_is_kept_once()
    {
        await BeginAsync("r1");
        LossReport[] losses = [new(3, "w1", 100, 2, 1), new(3, "w2", 5, 1, 0), new(10, "w1", 7, 1, 1)];
        foreach (LossReport loss in losses.Concat(losses))
        {
            await Store.ReportLossAsync("r1", loss, None);
        }

        await Store.ReportLossAsync("r0", losses[0] with { Generation = 11 }, None);

        Assert.Equal(losses, (await Store.ReadStatusAsync(None)).Losses.OrderBy(loss => loss.Generation).ThenBy(loss => loss.Worker, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_losses_the_newest_thousand_are_kept()
    {
        await BeginAsync("r1");
        for (int generation = 1; generation <= 1003; generation++)
        {
            await Store.ReportLossAsync("r1", new LossReport(generation, "w1", 1, 1, 0), None);
        }

        Assert.Equal(
            Enumerable.Range(4, 1000).Select(generation => (long)generation),
            (await Store.ReadStatusAsync(None)).Losses.Select(loss => loss.Generation));
    }
}
