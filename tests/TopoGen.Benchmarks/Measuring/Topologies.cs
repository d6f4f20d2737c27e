using Microsoft.Extensions.Logging.Abstractions;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

internal static class Topologies
{
    /// <summary>Runs a topology until its bounded input is over.</summary>
    public static async Task RunAsync<TTopology>(EngineOptions options, IServiceProvider services)
        where TTopology : ITopology<TTopology>
    {
        TopologyPlan plan = TopologyPlan.Create(TTopology.Definition, options);
        using var engine = new TopologyEngine(plan, services, NullLoggerFactory.Instance, TimeProvider.System);
        TopologyOutcome outcome = await engine.RunAsync(CancellationToken.None);
        if (outcome != TopologyOutcome.Completed)
        {
            throw new InvalidOperationException($"{plan.Definition.Name} ended as {outcome}.");
        }
    }
}
