using TopoGen.Runtime.Tests.Engine;
using static TopoGen.Runtime.Tests.Planning.Definitions;

namespace TopoGen.Runtime.Tests.Planning;

/// <summary>What is refused before anything starts, word for word: these lines are all that a user sees.</summary>
public sealed class PlanValidationTests
{
    private static readonly StateDefinition Next = new("next", null, "long") { Layout = "long" };

    [Fact]
    public void Spout_that_could_replay_nothing_is_refused_where_everything_must_be_done()
        => Refuses(
            new TopologyDefinition { Name = "bank", Delivery = Delivery.AtLeastOnce, Components = [Spout("A")] },
            "Topology 'bank' cannot start: it asks for Delivery.AtLeastOnce, and spout 'A' could replay nothing; give an output a message id, as in 'Emit(in T tuple, long messageId)', or set Delivery = Delivery.AtMostOnce.");

    [Fact]
    public void Spout_that_cannot_begin_again_is_refused_where_nothing_may_be_lost()
        => Refuses(
            new TopologyDefinition { Name = "bank", Delivery = Delivery.ExactlyOnce, Components = [Spout("A")] },
            "Topology 'bank' cannot start: it promises ExactlyOnce, and its spout 'A' does not say where to begin again; mark how far it has come with [Position] or [State], and seek there in Open.");

    [Fact]
    public void Spout_whose_position_nobody_keeps_is_refused_where_everything_must_be_done()
        => Refuses(
            new TopologyDefinition { Name = "bank", Delivery = Delivery.AtLeastOnce, Components = [Spout("A", states: [Next], recovery: Recovery.None)] },
            "Topology 'bank' cannot start: it asks for Delivery.AtLeastOnce, and spout 'A' could replay nothing; give an output a message id, as in 'Emit(in T tuple, long messageId)', or set Delivery = Delivery.AtMostOnce.");

    [Fact]
    public void State_in_memory_only_is_refused_where_nothing_may_be_lost()
        => Refuses(
            new TopologyDefinition { Name = "bank", Delivery = Delivery.ExactlyOnce, Components = [Spout("A", states: [Next], recovery: Recovery.None)] },
            "Topology 'bank' cannot start: it promises ExactlyOnce, and 'A' has Recovery.None, so that its state 'next' begins anew where a task is moved or rewound; remove Recovery.None, or the state.");

    [Fact]
    public void State_in_memory_only_needs_no_encoding_and_no_epochs()
    {
        var definition = new TopologyDefinition
        {
            Name = "bank",
            Delivery = Delivery.AtLeastOnce,
            Components = [Spout("A", hasMessages: true, states: [new StateDefinition("socket", null, "Socket") { Problem = "no codec" }], recovery: Recovery.None)],
        };

        TopologyPlan.Create(definition, new EngineOptions());
        Assert.False(definition.KeepsEpochs);
        Assert.Empty(definition.Layouts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-4)]
    [InlineData(100)]
    [InlineData(65_536)]
    public void Key_groups_must_be_a_power_of_two(int keyGroups)
        => Refuses(
            new TopologyDefinition { Name = "plan", KeyGroups = keyGroups, Components = [Spout("A")] },
            $"Topology 'plan' cannot start: KeyGroups is {keyGroups}; expected a power of two, 1 to 32,768.");

    [Fact]
    public void Topology_without_a_spout_is_refused()
        => Refuses(Topology(Bolt("B")), "Topology 'plan' cannot start: it has no spout; mark a class with [Spout].");

    [Fact]
    public void Cycle_is_refused_and_shown()
        => Refuses(
            Topology(Spout("A"), Bolt("B", From("A"), From("D")), Bolt("C", From("B")), Bolt("D", From("C"))),
            "Topology 'plan' cannot start: it has a cycle: B -> C -> D -> B.");

    [Fact]
    public void Bolt_that_reads_itself_is_refused()
        => Refuses(Topology(Spout("A"), Bolt("B", From("A"), From("B"))), "Topology 'plan' cannot start: it has a cycle: B -> B.");

    [Fact]
    public void Unknown_source_is_refused()
        => Refuses(
            Topology(Spout("A"), Bolt("B", From("X"))),
            "Topology 'plan' cannot start: 'B.Execute' subscribes to 'X', which is not in it; add it with [Include<X>].");

    [Fact]
    public void Unknown_stream_is_refused()
        => Refuses(
            Topology(Spout("A"), Bolt("B", From("A", stream: "errors"))),
            "Topology 'plan' cannot start: 'B.Execute' subscribes to stream 'errors' of DagTuple, which 'A' does not emit.");

    [Fact]
    public void Two_components_of_one_name_are_refused()
        => Refuses(
            Topology(Spout("A"), Bolt("B", From("A")), Bolt("B", From("A"))),
            "Topology 'plan' cannot start: two components are called 'B'; rename one of the classes.");

    [Fact]
    public void Direct_stream_needs_a_direct_grouping()
        => Refuses(
            Topology(Spout("A", direct: true), Bolt("B", From("A"))),
            "Topology 'plan' cannot start: 'B.Execute' and stream 'default' of 'A' differ: a direct output needs a direct grouping, and only that.");

    [Fact]
    public void Direct_grouping_needs_a_direct_stream()
        => Refuses(
            Topology(Spout("A"), Bolt("B", From("A", Grouping.Direct<DagTuple>()))),
            "Topology 'plan' cannot start: 'B.Execute' and stream 'default' of 'A' differ: a direct output needs a direct grouping, and only that.");

    [Fact]
    public void Component_that_was_not_compiled_is_refused_with_the_reason()
        => Refuses(
            Topology(Spout("A", problem: "it is not partial.")),
            "Topology 'plan' cannot start: component 'A' was not compiled: it is not partial.");

    [Theory]
    [InlineData("00:00:00.0005000")]
    [InlineData("50.00:00:00")]
    public void Tick_interval_that_no_timer_can_keep_is_refused(string interval)
        => Refuses(
            Topology(Spout("A"), Bolt("B", From("A"), ticks: [new TickDefinition("Beat", TimeSpan.Parse(interval))])),
            $"Topology 'plan' cannot start: the interval of 'B.Beat' is {interval}; expected 00:00:00.0010000 to 49.00:00:00.");

    [Theory]
    [InlineData(-1)]
    [InlineData(1025)]
    public void Parallelism_has_a_range(int parallelism)
        => Refuses(
            Topology(Spout("A")),
            $"Parallelism of component 'A' is {parallelism}; expected 0 to 1,024.",
            new EngineOptions { Components = { ["A"] = parallelism } });

    [Fact]
    public void Parallelism_of_a_keyed_component_is_bounded_by_the_key_groups()
        => Refuses(
            new TopologyDefinition { Name = "plan", KeyGroups = 8, Components = [Spout("A"), Bolt("B", 9, From("A", ByValue()))] },
            "Parallelism of component 'B' is 9; expected 0 to 8 (the topology has 8 key groups).");

    [Fact]
    public void Parallelism_of_an_unknown_component_is_refused_with_the_nearest_name()
        => Refuses(
            Topology(Spout("Lines"), Bolt("Split", From("Lines"))),
            "Topology 'plan' has no component 'split' to set the parallelism of (it has Lines, Split); did you mean 'Split'?",
            new EngineOptions { Components = { ["split"] = 2 } });

    [Fact]
    public void Options_out_of_range_are_refused_by_name_value_and_range()
    {
        Refuses(new() { Executors = 0 }, "Executors is 0; expected 1 to 1,024.");
        Refuses(new() { Executors = 1025 }, "Executors is 1025; expected 1 to 1,024.");
        Refuses(new() { Prefer = (Preference)3 }, "Prefer is 3; expected Balanced, Latency, Throughput.");
        Refuses(new() { RingMemory = 0 }, "RingMemory is 0; expected 1 to 65,536.");
        Refuses(new() { RingCapacity = 1 }, "RingCapacity is 1; expected 2 to 1,048,576.");
        Refuses(new() { RingCapacity = 2_097_152 }, "RingCapacity is 2097152; expected 2 to 1,048,576.");
        Refuses(new() { RingCapacity = 3000 }, "RingCapacity is 3000; expected a power of two, 2 to 1,048,576.");
        Refuses(new() { BatchSize = 0 }, "BatchSize is 0; expected 1 to 65,536.");
        Refuses(new() { OutboxLimit = 1023 }, "OutboxLimit is 1023; expected 1,024 to 1,073,741,824.");
        Refuses(new() { SpinTime = TimeSpan.FromMilliseconds(11) }, "SpinTime is 00:00:00.0110000; expected 00:00:00 to 00:00:00.0100000.");
        Refuses(new() { MaxIdleWait = TimeSpan.Zero }, "MaxIdleWait is 00:00:00; expected 00:00:00.0010000 to 00:01:00.");
        Refuses(new() { DrainTimeout = TimeSpan.FromDays(2) }, "DrainTimeout is 2.00:00:00; expected 00:00:00 to 1.00:00:00.");
    }

    private static void Refuses(EngineOptions options, string message) => Refuses(Topology(Spout("A")), message, options);

    private static void Refuses(TopologyDefinition definition, string message, EngineOptions? options = null)
        => Assert.Equal(
            message, Assert.Throws<TopologyInputException>(() => TopologyPlan.Create(definition, options ?? new EngineOptions())).Message);
}
