using Microsoft.Extensions.Logging.Abstractions;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

internal static class Topologies
{
    public static TopologyDefinition DefinitionOf<TTopology>()
        where TTopology : ITopology<TTopology>
        => TTopology.Definition;

    /// <summary>Runs a topology until its bounded input is over.</summary>
    public static Task RunAsync<TTopology>(EngineOptions options, IServiceProvider services)
        where TTopology : ITopology<TTopology>
        => RunAsync(TTopology.Definition, options, services);

    /// <inheritdoc cref="RunAsync{TTopology}"/>
    public static async Task RunAsync(TopologyDefinition definition, EngineOptions options, IServiceProvider services)
    {
        TopologyPlan plan = TopologyPlan.Create(definition, options);
        using var engine = new TopologyEngine(plan, services, NullLoggerFactory.Instance, TimeProvider.System);
        TopologyOutcome outcome = await engine.RunAsync(CancellationToken.None);
        if (outcome != TopologyOutcome.Completed)
        {
            throw new InvalidOperationException($"{plan.Definition.Name} ended as {outcome}.");
        }
    }
}
