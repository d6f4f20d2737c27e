using TopoGen.Hosting;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary><c>run</c> and <c>worker</c>, as a generated executable has them.</summary>
internal static class IdleHost
{
    public static Task<int> RunAsync(string[] arguments) => RunAsync<IdleTopology>(arguments);

    private static Task<int> RunAsync<TTopology>(string[] arguments)
        where TTopology : ITopology<TTopology>
        => TopologyHost.RunAsync(arguments, TTopology.Definition);
}
