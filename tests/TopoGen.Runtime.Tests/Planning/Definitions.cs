using System.Collections.Immutable;
using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Planning;

/// <summary>Definitions made by hand: components without code, whose wiring alone is looked at.</summary>
internal static class Definitions
{
    public static TopologyDefinition Topology(params ImmutableArray<ComponentDefinition> components)
        => new() { Name = "plan", Components = components };

    public static ComponentDefinition Bolt(string name, SubscriptionDefinition input, ImmutableArray<TickDefinition> ticks)
        => Component(name, ComponentKind.Bolt, 1, false, null, [input], ticks);

    public static ComponentDefinition Spout(
        string name, int parallelism = 1, bool direct = false, string? problem = null, bool hasMessages = false, ImmutableArray<StateDefinition> states = default, Recovery recovery = Recovery.Checkpoint)
        => Component(name, ComponentKind.Spout, parallelism, direct, problem, [], hasMessages: hasMessages, states: states, recovery: recovery);

    public static ComponentDefinition Bolt(string name, params ImmutableArray<SubscriptionDefinition> inputs)
        => Bolt(name, 1, inputs);

    public static ComponentDefinition Bolt(string name, int parallelism, Recovery recovery, params ImmutableArray<SubscriptionDefinition> inputs)
        => Component(name, ComponentKind.Bolt, parallelism, false, null, inputs, recovery: recovery);

    public static ComponentDefinition Bolt(string name, int parallelism, params ImmutableArray<SubscriptionDefinition> inputs)
        => Component(name, ComponentKind.Bolt, parallelism, false, null, inputs);

    public static SubscriptionDefinition From(
        string source, Grouping<DagTuple>? grouping = null, string stream = "default", bool isAsync = false, bool acksByHand = false)
        => new SubscriptionDefinition<DagTuple>(source, stream, "Execute", grouping ?? Grouping.Shuffle<DagTuple>(), isAsync, acksByHand);

    public static Grouping<DagTuple> ByValue() => Grouping.Fields<DagTuple, ulong, DagTuple.ByValue>("Value");

    private static ComponentDefinition Component(
        string name,
        ComponentKind kind,
        int parallelism,
        bool direct,
        string? problem,
        ImmutableArray<SubscriptionDefinition> inputs,
        ImmutableArray<TickDefinition> ticks = default,
        bool hasMessages = false,
        ImmutableArray<StateDefinition> states = default,
        Recovery recovery = Recovery.Checkpoint)
        => new()
        {
            Name = name,
            Kind = kind,
            Type = typeof(object),
            Parallelism = parallelism,
            Outputs = [new StreamDefinition<DagTuple>("default", direct, hasMessages)],
            Inputs = inputs,
            Ticks = ticks.IsDefault ? [] : ticks,
            States = states.IsDefault ? [] : states,
            Recovery = recovery,
            Problem = problem,
            CreateTask = _ => throw new InvalidOperationException("Planning builds nothing."),
        };
}
