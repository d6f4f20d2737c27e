using TopoGen.Runtime.Tests.Engine;
using static TopoGen.Runtime.Tests.Planning.Definitions;

namespace TopoGen.Runtime.Tests.ErrorStreams;

/// <summary>Which components send into the error stream, and how they are linked with those who read it.</summary>
public sealed class WiringTests
{
    [Fact]
    public void Nobody_sends_where_nobody_reads()
    {
        ComponentDefinition[] declared = [Spout("S"), Bolt("A", From("S"))];

        Assert.Equal(declared, Topology([.. declared]).Components);
    }

    [Fact]
    public void All_send_but_those_who_read_and_those_behind_them()
    {
        TopologyDefinition definition = Topology(
            Spout("S"), Bolt("A", From("S")), Bolt("R", From("A"), Errors()), Bolt("B", From("R"), From("S")), Bolt("C", From("B")), Bolt("T", Errors()));

        Assert.Equal(["A", "S"], definition.Components.Where(c => c.ErrorOutput >= 0).Select(c => c.Name).Order());
        Assert.All(definition.Components.Where(c => c.ErrorOutput >= 0), c => Assert.True(c.ErrorOutput == 1 && c.Outputs[1].TupleType == typeof(FailedTuple)));
        Assert.Equal(["A default", "S $errors", "A $errors"], InputsOf(definition, "R"));
        Assert.Equal(["S $errors", "A $errors"], InputsOf(definition, "T"));
        Assert.Equal(["R default", "S default"], InputsOf(definition, "B"));
        TopologyPlan plan = TopologyPlan.Create(definition, new EngineOptions());
        Assert.Equal(9, plan.Edges.Length);
        Assert.True(plan.Components.IndexOf(plan.Components.First(c => c.Definition.Name == "A")) < plan.Components.IndexOf(plan.Components.First(c => c.Definition.Name == "T")));
    }

    [Fact]
    public void Handlers_are_those_of_the_declared_subscriptions()
    {
        TopologyDefinition definition = Topology(Spout("S"), Spout("T"), Bolt("R", From("S"), Errors(), From("T")));
        ComponentDefinition reader = definition.Components[2];

        Assert.Equal(["S default", "S $errors", "T $errors", "T default"], InputsOf(definition, "R"));
        Assert.Equal([0, 1, 1, 2], Enumerable.Range(0, 4).Select(reader.AdapterOf));
    }

    [Fact]
    public void Components_of_a_topology_can_be_used_in_another_one()
    {
        TopologyDefinition definition = Topology(Spout("S"), Bolt("A", From("S")), Bolt("R", Errors()));

        TopologyDefinition again = Topology(definition.Components);
        TopologyDefinition without = Topology([.. definition.Components.Where(c => c.Name != "R")]);

        Assert.Equal(["S $errors", "A $errors"], InputsOf(again, "R"));
        Assert.Equal([1, 1], again.Components.Take(2).Select(c => c.ErrorOutput));
        Assert.Equal([-1, -1], without.Components.Select(c => c.ErrorOutput));
    }

    [Fact]
    public void What_is_wrong_is_refused_as_ever()
    {
        TopologyDefinition cycle = Topology(Spout("S"), Bolt("A", From("B")), Bolt("B", From("A"), Errors()));
        TopologyDefinition stray = Topology(Spout("S"), Bolt("A", From("Nobody")), Bolt("B", From("A"), Errors()));

        Assert.Contains("it has a cycle: A -> B -> A", Assert.Throws<TopologyInputException>(() => PlanValidation.Sort(cycle)).Message);
        Assert.Contains("subscribes to 'Nobody'", Assert.Throws<TopologyInputException>(() => PlanValidation.Sort(stray)).Message);
    }

    [Fact]
    public void Workers_must_agree_on_it()
    {
        TopologyDefinition with = Topology(Spout("S"), Bolt("A", From("S")), Bolt("R", From("A"), Errors()));
        TopologyDefinition without = Topology(Spout("S"), Bolt("A", From("S")), Bolt("R", From("A")));

        Assert.NotEqual(TopologySchemaHash.Of(with), TopologySchemaHash.Of(without));
    }

    private static SubscriptionDefinition Errors()
        => new SubscriptionDefinition<FailedTuple>(ErrorStream.AnySource, ErrorStream.Name, "Execute", Grouping.Shuffle<FailedTuple>());

    private static IEnumerable<string> InputsOf(TopologyDefinition definition, string bolt)
        => definition.Components.First(c => c.Name == bolt).Inputs.Select(i => $"{i.Source} {i.Stream}");
}
