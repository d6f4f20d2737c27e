using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

internal static class PingRun
{
    public static async Task<Figures> RunAsync(long count)
    {
        var latencies = new PingLatencies((int)count);
        await using ServiceProvider services = new ServiceCollection().AddSingleton(latencies).BuildServiceProvider();
        var options = new EngineOptions { Executors = 2, MaxIdleWait = TimeSpan.FromMilliseconds(1) };
        await Topologies.RunAsync<Pings>(options, services);
        return latencies.Figures();
    }
}
