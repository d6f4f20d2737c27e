using TopoGen.Hosting;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary><c>run</c> and <c>worker</c>, as a generated executable has them.</summary>
internal static class OwnHost
{
    public static Task<int> RunAsync(string[] arguments)
        => TopologyHost.RunAsync(
            arguments,
            [
                DefinitionOf<IdleTopology>(), DefinitionOf<StartTopology>(), DefinitionOf<CheckpointTopology>(), DefinitionOf<HotStandbyTopology>(),
                .. StormTopologies.All,
            ]);

    private static TopologyDefinition DefinitionOf<TTopology>()
        where TTopology : ITopology<TTopology>
        => TTopology.Definition;
}
