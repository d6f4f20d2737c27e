using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>One run of <see cref="AckedPassThrough"/>, with its messages tracked or not.</summary>
internal static class AckedPassThroughRun
{
    public static async Task RunAsync(long count, int executors, bool isTracked)
    {
        var totals = new PassThroughTotals { Count = count };
        await using ServiceProvider services = new ServiceCollection().AddSingleton(totals).BuildServiceProvider();
        TopologyDefinition definition = Topologies.DefinitionOf<AckedPassThrough>();
        if (!isTracked)
        {
            definition = new TopologyDefinition { Name = definition.Name, Components = definition.Components };
        }

        await Topologies.RunAsync(definition, new EngineOptions { Executors = executors }, services);
        PassThroughRun.Verify(totals.Sum, count);
        if (totals.Acked != (isTracked ? count : 0))
        {
            throw new InvalidOperationException($"{totals.Acked} of {count} messages are acked.");
        }
    }
}
