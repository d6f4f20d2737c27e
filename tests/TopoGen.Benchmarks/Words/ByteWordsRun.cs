using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>One run of <see cref="ByteWords"/> on two threads.</summary>
internal static class ByteWordsRun
{
    /// <param name="count">Words, at least; whole rounds of the text.</param>
    /// <param name="delivery">Exactly once, with an epoch every second in memory; or at most once.</param>
    /// <returns>Nanoseconds and bytes of a word.</returns>
    public static async Task<Figures> RunAsync(long count, Delivery delivery)
    {
        long rounds = ByteShape.RoundsOf(count);
        long begun = Stopwatch.GetTimestamp();
        var totals = new ByteWords.Totals(rounds);
        await using ServiceProvider services = new ServiceCollection().AddSingleton(totals).BuildServiceProvider();
        TopologyDefinition compiled = Topologies.DefinitionOf<ByteWords>();
        using var engine = new TopologyEngine(
            TopologyPlan.Create(
                new TopologyDefinition { Name = compiled.Name, Delivery = delivery, KeyGroups = compiled.KeyGroups, Components = compiled.Components },
                new EngineOptions { Executors = 2 }),
            services,
            NullLoggerFactory.Instance,
            TimeProvider.System,
            checkpoints: delivery == Delivery.AtMostOnce ? null : new CheckpointOptions(new InMemoryCheckpointStore()));
        if (await engine.RunAsync(CancellationToken.None) != TopologyOutcome.Completed || totals.Counted != rounds * WordBlocks.Own.Words)
        {
            throw new InvalidOperationException($"Of {rounds * WordBlocks.Own.Words} words {totals.Counted} are counted.");
        }

        return new Dictionary<string, double>
        {
            ["ns"] = Stopwatch.GetElapsedTime(begun).TotalNanoseconds / totals.Counted,
            ["bytes"] = totals.Allocated / (0.9 * totals.Counted),
        };
    }
}
