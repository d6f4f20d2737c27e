using static TopoGen.Runtime.Tests.Engine.RoutingTopology;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Tasks named by user code: by a direct emit, or by a custom grouping.</summary>
public sealed class RoutingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Direct_emits_reach_the_named_task(int executors)
    {
        var deliveries = new Deliveries<Number>();
        using TestRun run = await TestRun.Complete<RoutingTopology>(
            new() { Executors = executors, Components = { ["Named"] = 5, ["Chosen"] = 0 } }, deliveries, new Input(1000, 5));

        Assert.All(
            Enumerable.Range(0, 5),
            task => Assert.Equal(Enumerable.Range(0, 200).Select(i => new Number((5 * i) + task)), deliveries["Named", task]));
        Assert.Equal(0, run["Router"].Failed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Direct_emit_to_a_task_that_does_not_exist_fails_that_tuple_alone(int executors)
    {
        var deliveries = new Deliveries<Number>();
        using TestRun run = await TestRun.Complete<RoutingTopology>(
            new() { Executors = executors, Components = { ["Named"] = 4, ["Chosen"] = 0 } }, deliveries, new Input(1000, 5));

        Assert.Equal(200, run["Router"].Failed);
        Assert.Equal(1000, run["Router"].Executed);
        Assert.Equal(800, deliveries.All("Named").Count());
        Assert.DoesNotContain(deliveries.All("Named"), n => n.Value % 5 == 4);
        Assert.Contains(run.Log.Entries, e => e.Exception is ArgumentOutOfRangeException x && x.Message.Contains("0 to 3"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Custom_grouping_that_picks_no_existing_task_fails_that_tuple_alone(int executors)
    {
        var deliveries = new Deliveries<Number>();
        using TestRun run = await TestRun.Complete<RoutingTopology>(
            new() { Executors = executors, Components = { ["Named"] = 0, ["Chosen"] = 4 } }, deliveries, new Input(1000, 1));

        Assert.Equal(200, run["Router"].Failed);
        Assert.Equal(800, deliveries.All("Chosen").Count());
        Assert.Contains(
            run.Log.Entries, e => e.Exception?.Message == "ModuloFive.SelectTask returned 4; expected 0 to 3.");
    }
}
