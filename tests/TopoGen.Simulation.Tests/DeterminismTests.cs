using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TopoGen.Runtime;
using TopoGen.Runtime.Tests.Engine;
using TopoGen.Testing;

namespace TopoGen.Simulation.Tests;

/// <summary>The same seed is the same run: random graphs with synchronous and asynchronous bolts on several executors.</summary>
public sealed class DeterminismTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    [Fact]
    public void A_seed_gives_the_same_run_twice_and_loses_nothing()
    {
        foreach (ulong seed in Seeds.Take(50))
        {
            Assert.Equal(Run(seed), Run(seed));
        }
    }

    /// <summary>There hashes of strings differ.</summary>
    [Fact]
    public void A_seed_gives_the_same_run_in_another_process()
    {
        ulong[] seeds = [.. Seeds.Take(10)];

        Assert.Equal(seeds.Select(Run), SecondProcess.Run(seeds));
    }

    internal static string Run(ulong seed)
    {
        var dag = new RandomDag((int)seed);
        var simulator = new Simulator(seed);
        var process = new SimulatedProcess(simulator, "p");
        using ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        using var engine = new TopologyEngine(
            TopologyPlan.Create(dag.Definition, dag.Options), services, NullLoggerFactory.Instance, process.Clock, null, null, process.Threads);
        Task<TopologyOutcome> run = simulator.Inside(() => engine.RunAsync(default));

        Assert.True(simulator.RunUntil(() => run.IsCompleted, Limit), $"It is stuck: {simulator}");
        Assert.True(simulator.Escaped is null, $"{simulator.Escaped}\n{simulator}");
        Assert.Equal(TopologyOutcome.Completed, run.GetAwaiter().GetResult());
        foreach (string bolt in dag.Bolts)
        {
            Assert.True(dag.Expected[bolt] == dag.Actual[bolt], $"{bolt}: {dag.Actual[bolt]} instead of {dag.Expected[bolt]}. {simulator}");
        }

        return $"{seed}: {simulator.Trace.Count} steps, {simulator.Trace.Hash:x16}";
    }
}
