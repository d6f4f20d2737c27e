using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TopoGen.Runtime.Tests.Engine;
using Xunit.Abstractions;

namespace TopoGen.Runtime.Tests.Acking;

/// <summary>Random graphs whose messages are tracked, against what follows from their seed on paper.</summary>
public sealed class RandomTreesTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>To run one seed again: TOPOGEN_TEST_SEED=N.</summary>
    private static readonly int? FixedSeed =
        int.TryParse(Environment.GetEnvironmentVariable("TOPOGEN_TEST_SEED"), out int seed) ? seed : null;

    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Every_message_ends_once_acked_unless_a_tuple_of_its_tree_fails()
    {
        foreach (int seed in Seeds(300))
        {
            var outcomes = new DagOutcomes();
            var dag = new RandomDag(seed, outcomes);
            using var engine = new TopologyEngine(
                TopologyPlan.Create(dag.Definition, dag.Options), _services, NullLoggerFactory.Instance, TimeProvider.System);

            Task<TopologyOutcome> run = engine.RunAsync(default);
            await Task.WhenAny(run, Task.Delay(Deadline.Limit));
            Assert.True(run.IsCompleted, $"Seed {seed} is stuck: {string.Join("; ", engine.Snapshot())}");
            Assert.Equal(TopologyOutcome.Completed, await run);

            Check(seed, dag, outcomes);
            foreach (string bolt in dag.Bolts)
            {
                Assert.Equal((seed, bolt, dag.Expected[bolt]), (seed, bolt, dag.Actual[bolt]));
            }
        }
    }

    [Fact]
    public async Task Over_several_workers_too()
    {
        foreach (int seed in Seeds(150))
        {
            var outcomes = new DagOutcomes();
            var dag = new RandomDag(seed, outcomes);
            var random = new Random(seed);
            await using var workers = new Engine.Workers(dag.Definition, dag.Options, 3, null!, window: 16 << random.Next(10));
            workers.Start(random.Next(1, 4));
            string[] alive = [.. workers.Alive.Order()];
            int salt = random.Next();
            await workers.Apply((component, task) => alive[(int)(StableHash.Combine(StableHash.Of(component), (ulong)(salt + task)) % (ulong)alive.Length)]);

            Deadline.Until(() => workers.IsOver, $"seed {seed} ends");

            Check(seed, dag, outcomes);
        }
    }

    private static void Check(int seed, RandomDag dag, DagOutcomes outcomes)
    {
        Assert.Equal((seed, dag.Messages.Count), (seed, outcomes.Ended.Count));
        foreach ((ulong message, bool fails) in dag.Messages)
        {
            Assert.Equal((seed, message, (fails, 1)), (seed, message, outcomes.Ended[message]));
        }
    }

    private IEnumerable<int> Seeds(int count)
    {
        int first = FixedSeed ?? Random.Shared.Next(1_000_000);
        output.WriteLine($"seeds from {first}");
        return Enumerable.Range(first, FixedSeed is null ? count : 1);
    }
}
