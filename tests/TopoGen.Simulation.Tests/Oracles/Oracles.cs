using TopoGen.Runtime;

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
