using static TopoGen.Runtime.Tests.Engine.UnionTopology;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Bolts with several inputs.</summary>
public sealed class UnionTests
{
    private readonly Deliveries<Order> _orders = new();
    private readonly Deliveries<Total> _totals = new();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Several_groupings_on_one_handler_are_a_union(int executors)
    {
        using TestRun run = await Run(executors);

        Assert.Equal(500, _orders.All("All").Count(o => o.Amount == 1));
        Assert.Equal(1000, _orders.All("All").Count(o => o.Amount == 100));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Several_handlers_join_streams_in_one_state(int executors)
    {
        using TestRun run = await Run(executors);

        Assert.Equal(
            Enumerable.Range(0, 10).Select(c => new Total($"customer {c}", 50 + (2 * 50 * 100))),
            _totals["Report", 0].OrderBy(t => t.Text, StringComparer.Ordinal));
    }

    private Task<TestRun> Run(int executors)
        => TestRun.Complete<UnionTopology>(new() { Executors = executors }, _orders, _totals);
}
