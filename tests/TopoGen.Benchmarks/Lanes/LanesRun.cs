using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>One run of <see cref="Lanes"/>, each lane fused on an executor of its own.</summary>
internal static class LanesRun
{
    public static async Task RunAsync(long count, int lanes)
    {
        var totals = new SpreadTotals(count);
        await using ServiceProvider services = new ServiceCollection().AddSingleton(totals).BuildServiceProvider();
        var options = new EngineOptions
        {
            Executors = lanes,
            Components = { [nameof(Lanes.Source)] = lanes, [nameof(Lanes.Identity)] = lanes, [nameof(Lanes.Sink)] = lanes },
        };
        await Topologies.RunAsync<Lanes>(options, services);
        PassThroughRun.Verify(totals.Sum, count);
    }
}
