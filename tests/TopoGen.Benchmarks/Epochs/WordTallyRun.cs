using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TopoGen.Runtime;
using TopoGen.Runtime.Sqlite;

namespace TopoGen.Benchmarks;

/// <summary>One run of <see cref="WordTally"/> on two threads, kept in the embedded store by epochs or not at all.</summary>
internal static class WordTallyRun
{
    /// <param name="count">Words.</param>
    /// <param name="delivery">Exactly once, with an epoch every second; or at most once.</param>
    /// <param name="distinct">Of how many different ones.</param>
    /// <param name="keyGroups">Into how many groups they are parted.</param>
    public static async Task RunAsync(long count, Delivery delivery, int distinct = 100_000, int keyGroups = 256)
    {
        var totals = new WordTally.Totals(count, distinct);
        await using ServiceProvider services = new ServiceCollection().AddSingleton(totals).BuildServiceProvider();
        TopologyDefinition compiled = Topologies.DefinitionOf<WordTally>();
        var definition = new TopologyDefinition { Name = compiled.Name, Delivery = delivery, KeyGroups = keyGroups, Components = compiled.Components };
        DirectoryInfo folder = Directory.CreateTempSubdirectory("topogen-benchmark-");
        try
        {
            await using SqliteCheckpointStore store = SqliteCheckpointStore.Open(folder.FullName, definition.Name);
            using var engine = new TopologyEngine(
                TopologyPlan.Create(definition, new EngineOptions { Executors = 2, EpochInterval = TimeSpan.FromSeconds(1) }),
                services,
                NullLoggerFactory.Instance,
                TimeProvider.System,
                checkpoints: new CheckpointOptions(store));
            if (await engine.RunAsync(CancellationToken.None) != TopologyOutcome.Completed || totals.Counted != count)
            {
                throw new InvalidOperationException($"Of {count} words {totals.Counted} are counted.");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
