using TopoGen.Runtime.Tests.Engine;
using static TopoGen.Runtime.Tests.Planning.Definitions;

namespace TopoGen.Runtime.Tests.Planning;

public sealed class TopologyPlanTests
{
    [Fact]
    public void Components_are_in_topological_order_and_by_name_among_equals()
    {
        TopologyPlan plan = Plan(
            Topology(Bolt("A", From("Z"), From("C")), Bolt("B", From("Z")), Bolt("C", From("B")), Spout("Z"), Spout("Y")));

        Assert.Equal(["Z", "B", "C", "A", "Y"], plan.Components.Select(c => c.Definition.Name));
    }

    [Theory]
    [InlineData(1, 4, 0)]
    [InlineData(2, 2, 2)]
    public void Channels_between_tasks_of_one_executor_are_fused(int executors, int fused, int rings)
    {
        TopologyPlan plan = Plan(Topology(Spout("A", 2), Bolt("B", 2, From("A"))), executors);

        PlannedEdge edge = Assert.Single(plan.Edges);
        Assert.Equal((fused, rings), (edge.Fused, edge.Rings));
        Assert.Equal(executors, plan.Executors);
    }

    [Fact]
    public void Asynchronous_handlers_are_never_fused()
    {
        PlannedEdge edge = Assert.Single(Plan(Topology(Spout("A"), Bolt("B", From("A", isAsync: true)))).Edges);

        Assert.Equal((0, 1), (edge.Fused, edge.Rings));
    }

    [Fact]
    public void Global_grouping_has_a_channel_to_one_task_only()
    {
        PlannedEdge edge = Assert.Single(Plan(Topology(Spout("A", 3), Bolt("B", 4, From("A", Grouping.Global<DagTuple>())))).Edges);

        Assert.Equal(3, edge.Fused + edge.Rings);
    }

    [Fact]
    public void Local_or_shuffle_needs_no_ring_where_every_consumer_has_a_producer_beside_it()
    {
        PlannedEdge edge = Assert.Single(
            Plan(Topology(Spout("A", 2), Bolt("B", 2, From("A", Grouping.LocalOrShuffle<DagTuple>()))), executors: 2).Edges);

        Assert.Equal((2, 0), (edge.Fused, edge.Rings));
    }

    [Fact]
    public void Component_of_parallelism_0_has_no_edges()
    {
        var options = new EngineOptions { Executors = 1, Components = { ["B"] = 0 } };
        TopologyPlan plan = TopologyPlan.Create(Topology(Spout("A"), Bolt("B", From("A")), Bolt("C", From("B"), From("A"))), options);

        Assert.Equal("A -> C", Assert.Single(plan.Edges.Select(e => $"{e.Source.Definition.Name} -> {e.Target.Definition.Name}")));
        Assert.Equal(0, plan.ParallelismOf("B"));
    }

    [Fact]
    public void Executors_default_to_the_processors_but_no_more_than_the_highest_parallelism()
    {
        Assert.Equal(1, Plan(Topology(Spout("A"), Bolt("B", From("A"))), executors: null).Executors);
        Assert.Equal(
            Math.Min(Environment.ProcessorCount, 1000), Plan(Topology(Spout("A"), Bolt("B", 1000, From("A"))), executors: null).Executors);
    }

    [Fact]
    public void Parallelism_of_an_unknown_component_is_refused_with_the_nearest_name()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => Plan(Topology(Spout("Lines"), Bolt("Split", From("Lines")))).ParallelismOf("Spilt"));

        Assert.StartsWith("Topology 'plan' has no component 'Spilt'; did you mean 'Split'?", refused.Message);
    }

    private static TopologyPlan Plan(TopologyDefinition definition, int? executors = 1)
        => TopologyPlan.Create(definition, new EngineOptions { Executors = executors });
}
