using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace TopoGen.Runtime.Tests.Engine;

public sealed class RandomDagTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>To run one seed again: TOPOGEN_TEST_SEED=N.</summary>
    private static readonly int? FixedSeed =
        int.TryParse(Environment.GetEnvironmentVariable("TOPOGEN_TEST_SEED"), out int seed) ? seed : null;

    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Random_graphs_with_tiny_rings_never_deadlock_and_lose_nothing()
    {
        foreach (int seed in Seeds(300))
        {
            var dag = new RandomDag(seed);
            using TopologyEngine engine = Engine(dag);

            Assert.Equal(TopologyOutcome.Completed, await Finish(engine, engine.RunAsync(default), seed));

            foreach (string bolt in dag.Bolts)
            {
                Assert.True(
                    dag.Expected[bolt] == dag.Actual[bolt], $"Seed {seed}, {bolt}: {dag.Actual[bolt]} instead of {dag.Expected[bolt]}.");
                ComponentSnapshot counters = engine.Snapshot().Single(s => s.Component == bolt);
                Assert.Equal((seed, dag.Expected[bolt].Count), (seed, counters.Executed));
            }
        }
    }

    [Fact]
    public async Task Random_graphs_that_are_told_to_stop_at_a_random_moment_finish_what_was_read()
    {
        foreach (int seed in Seeds(150))
        {
            RandomDag dag = new RandomDag(seed).Endless();
            int moment = new Random(seed).Next(3000);
            using TopologyEngine engine = Engine(dag);
            using var drain = new CancellationTokenSource();
            Task<TopologyOutcome> run = engine.RunAsync(drain.Token);
            Deadline.Until(() => engine.Snapshot().Sum(s => s.Emitted) >= moment, $"seed {seed} emits {moment} tuples");

            drain.Cancel();

            Assert.Equal(TopologyOutcome.Drained, await Finish(engine, run, seed));
            Assert.Equal(0, engine.Abandoned);
            Dictionary<string, ComponentSnapshot> counters = engine.Snapshot().ToDictionary(s => s.Component);
            foreach (PlannedComponent bolt in engine.Plan.Components.Where(c => c.Definition.Kind == ComponentKind.Bolt))
            {
                long sent = engine.Plan.Edges.Where(e => ReferenceEquals(e.Target, bolt)).Sum(
                    e => counters[e.Subscription.Source].Emitted * (e.Subscription.Grouping == GroupingKind.All ? bolt.Parallelism : 1));
                string name = bolt.Definition.Name;
                Assert.Equal((seed, name, sent), (seed, name, counters[name].Executed));
                Assert.Equal((seed, name, sent), (seed, name, dag.Actual[name].Count));
            }
        }
    }

    private static async Task<TopologyOutcome> Finish(TopologyEngine engine, Task<TopologyOutcome> run, int seed)
    {
        try
        {
            return await run.WaitAsync(Deadline.Limit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Seed {seed} is stuck: {string.Join("; ", engine.Snapshot())}");
        }
    }

    private TopologyEngine Engine(RandomDag dag)
        => new(TopologyPlan.Create(dag.Definition, dag.Options), _services, NullLoggerFactory.Instance, TimeProvider.System);

    private IEnumerable<int> Seeds(int count)
    {
        int first = FixedSeed ?? Random.Shared.Next(1_000_000);
        output.WriteLine($"seeds from {first}");
        return Enumerable.Range(first, FixedSeed is null ? count : 1);
    }
}
