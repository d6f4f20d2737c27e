using TopoGen.Runtime.Tests.Engine;
using static TopoGen.Runtime.Tests.Planning.Definitions;

namespace TopoGen.Runtime.Tests.Acking;

/// <summary>Which subscriptions carry messages, and what else the plan of a tracked topology has.</summary>
public sealed class TrackedStreamsTests
{
    [Fact]
    public void Streams_behind_a_spout_that_names_messages_are_tracked_and_others_are_not()
    {
        ComponentDefinition[] components =
        [
            Spout("Named", hasMessages: true),
            Spout("Plain"),
            Bolt("A", From("Named")),
            Bolt("B", From("Plain")),
            Bolt("C", From("A"), From("B")),
            Bolt("D", From("B")),
        ];

        var streams = new TrackedStreams(components);

        Assert.Equal(
            ["A <- Named", "C <- A"],
            components.SelectMany(c => c.Inputs.Where(streams.IsTracked).Select(i => $"{c.Name} <- {i.Source}")));
        Assert.Equal(["A: Named", "B: ", "C: Named", "D: "], new[] { "A", "B", "C", "D" }.Select(b => $"{b}: {string.Join(", ", streams.SpoutsBefore(b))}"));
    }

    [Fact]
    public void Ways_to_ledgers_are_no_edges_of_the_plan()
    {
        var definition = new TopologyDefinition
        {
            Name = "plan",
            Delivery = Delivery.AtLeastOnce,
            Components = [Spout("S", 2, hasMessages: true), Bolt("A", 3, From("S")), Bolt("B", From("A"))],
        };

        TopologyPlan plan = TopologyPlan.Create(definition, new EngineOptions());

        Assert.Equal(["S -> A", "A -> B"], plan.Edges.Select(e => $"{e.Source.Definition.Name} -> {e.Target.Definition.Name}"));
        Assert.Equal(["A -> S", "B -> S"], plan.Placed.LedgerEdges.Select(e => $"{e.Source.Definition.Name} -> {e.Target.Definition.Name}"));
        Assert.Equal(2, plan.Placed.LedgerEdges.Select(e => e.Index).Distinct().Count());
        Assert.All(plan.Placed.LedgerEdges, e => Assert.True(e.LeadsToLedgers));
        Assert.Equal(2, new TopologyShape(definition).Edges.Length);
    }

    [Fact]
    public void Component_that_is_switched_off_does_not_change_how_others_are_linked()
    {
        var definition = new TopologyDefinition
        {
            Name = "plan",
            Delivery = Delivery.AtLeastOnce,
            Components = [Spout("S", hasMessages: true), Spout("T", hasMessages: true), Bolt("A", From("S"), From("T")), Bolt("B", From("A"))],
        };

        HostPlan all = TopologyPlan.Create(definition, new EngineOptions()).Placed;
        HostPlan less = TopologyPlan.Create(definition, new EngineOptions { Components = { ["S"] = 0 } }).Placed;

        Assert.All(less.Edges, e => Assert.True(e.IsTracked));
        Assert.Equal(
            all.LedgerEdges.Where(e => e.Target.Definition.Name == "T").Select(e => (e.Source.Definition.Name, e.Index)),
            less.LedgerEdges.Select(e => (e.Source.Definition.Name, e.Index)));
    }

    [Fact]
    public void At_most_once_nothing_is_tracked()
    {
        TopologyDefinition definition = Topology(Spout("S", hasMessages: true), Bolt("A", From("S")));

        HostPlan plan = TopologyPlan.Create(definition, new EngineOptions()).Placed;

        Assert.Empty(plan.LedgerEdges);
        Assert.All(plan.Edges, e => Assert.False(e.IsTracked));
    }

    [Fact]
    public void Workers_of_a_build_whose_spouts_name_messages_do_not_work_with_others()
        => Assert.NotEqual(
            TopologySchemaHash.Of(Topology(Spout("S", hasMessages: true))),
            TopologySchemaHash.Of(Topology(Spout("S"))));
}
