using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>One run of <see cref="PassThrough"/>: fused on one executor, two rings on three.</summary>
internal static class PassThroughRun
{
    public static async Task RunAsync(long count, int executors)
    {
        var totals = new PassThroughTotals { Count = count };
        await using ServiceProvider services = new ServiceCollection().AddSingleton(totals).BuildServiceProvider();
        await Topologies.RunAsync<PassThrough>(new EngineOptions { Executors = executors }, services);
        Verify(totals.Sum, count);
    }

    /// <summary>Every number from 0 to <paramref name="count"/> − 1 has arrived once.</summary>
    public static void Verify(long sum, long count)
    {
        if (sum != count * (count - 1) / 2)
        {
            throw new InvalidOperationException($"{count} tuples sum up to {sum}: some are lost or doubled.");
        }
    }
}
