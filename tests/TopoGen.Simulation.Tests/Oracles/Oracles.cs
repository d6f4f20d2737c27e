using System.Collections.Immutable;
using TopoGen.Runtime;
using TopoGen.Testing;

namespace TopoGen.Simulation.Tests;

/// <summary>Makes ghosts. Topologies run with other promises than they were compiled with, where their code is the same.</summary>
internal static class Oracles
{
    /// <summary>Where it is long: so much that an epoch of a second has chunks of commands that are full.</summary>
    private const int TextPerSecond = 1 << 20;

    /// <param name="oracle">What is to run.</param>
    /// <param name="length">How far each key, or each spout, goes; 0 for without end.</param>
    public static Func<SimulatedCluster, Ghost> Of(Oracle oracle, int length = 0) => oracle switch
    {
        Oracle.AtMostOnce => Steps(Delivery.AtMostOnce, length),
        Oracle.AtLeastOnce => Steps(Delivery.AtLeastOnce, length),
        Oracle.ExactlyOnce => Steps(Delivery.ExactlyOnce, length),
        _ => cluster => new MessagesGhost(
            cluster.Simulator,
            Of(DefinitionOf<Messages>(), Delivery.AtLeastOnce, oracle == Oracle.KeptMessages ? [] : [nameof(Messages.Keep)]),
            cluster.Random.Fork(),
            rate: 10 << cluster.Random.Next(4),
            length,
            cluster.Faults),
    };

    public static Func<SimulatedCluster, Ghost> Steps(Delivery delivery, int length = 0)
        => cluster =>
        {
            int keys = cluster.Random.Next(1, 20);
            int rate = 20 << cluster.Random.Next(5);
            return Steps(cluster, delivery, new Steps.Settings(keys, length, rate, cluster.Random.OneIn(6) ? new string('x', TextPerSecond / rate) : ""));
        };

    public static Func<SimulatedCluster, Ghost> Steps(Delivery delivery, Steps.Settings settings) => cluster => Steps(cluster, delivery, settings);

    private static StepsGhost Steps(SimulatedCluster cluster, Delivery delivery, Steps.Settings settings)
        => new(
            cluster.Simulator,
            Of(DefinitionOf<Steps>(), delivery, delivery == Delivery.ExactlyOnce ? [] : [nameof(Simulation.Tests.Steps.Fetch), nameof(Simulation.Tests.Steps.Write)]),
            settings,
            cluster.Random.Fork(),
            cluster.Faults);

    /// <summary>Another build of a topology, which cannot go on from what the first one has kept.</summary>
    /// <returns>It, and what its refusal has to name.</returns>
    public static (TopologyDefinition Other, string Expected) Rebuilt(TopologyDefinition built, SeededRandom random)
    {
        if (random.OneIn(3))
        {
            return (Of(built, built.Components, 2 * built.KeyGroups), $"KeyGroups = {built.KeyGroups}");
        }

        ComponentDefinition changed = random.Of([.. built.Components.Where(c => !c.States.IsEmpty && c.Kind == ComponentKind.Bolt)]);
        StateDefinition state = random.Of(changed.States);
        StateDefinition other = state with { Layout = state.Layout!.Replace("long", "string", StringComparison.Ordinal).Replace("int", "Guid", StringComparison.Ordinal) };
        var rebuilt = new ComponentDefinition
        {
            Name = changed.Name,
            Kind = changed.Kind,
            Type = changed.Type,
            Parallelism = changed.Parallelism,
            Outputs = changed.Outputs,
            Inputs = changed.Inputs,
            Ticks = changed.Ticks,
            States = changed.States.Replace(state, other),
            CreateTask = changed.CreateTask,
        };
        return (Of(built, built.Components.Replace(changed, rebuilt), built.KeyGroups), $"State '{state.Name}' of '{changed.Name}' was written as");
    }

    private static TopologyDefinition Of(TopologyDefinition built, ImmutableArray<ComponentDefinition> components, int keyGroups) => new()
    {
        Name = built.Name,
        Delivery = built.Delivery,
        KeyGroups = keyGroups,
        Components = components,
    };

    private static TopologyDefinition Of(TopologyDefinition compiled, Delivery delivery, string[] without) => new()
    {
        Name = compiled.Name,
        Delivery = delivery,
        KeyGroups = compiled.KeyGroups,
        Components = [.. compiled.Components.Where(c => !without.Contains(c.Name))],
    };

    private static TopologyDefinition DefinitionOf<T>()
        where T : ITopology<T>
        => T.Definition;
}
