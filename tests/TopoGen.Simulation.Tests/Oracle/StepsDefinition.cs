using TopoGen.Runtime;

namespace TopoGen.Simulation.Tests;

/// <summary><see cref="Steps"/> with another promise than it was compiled with.</summary>
internal static class StepsDefinition
{
    public static TopologyDefinition Of(Delivery delivery)
    {
        TopologyDefinition compiled = DefinitionOf<Steps>();
        return new TopologyDefinition
        {
            Name = compiled.Name,
            Delivery = delivery,
            KeyGroups = compiled.KeyGroups,
            Components = compiled.Components,
        };
    }

    private static TopologyDefinition DefinitionOf<T>()
        where T : ITopology<T>
        => T.Definition;
}
