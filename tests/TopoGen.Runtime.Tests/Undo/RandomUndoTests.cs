using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TopoGen.Runtime.Tests.Engine;
using Xunit.Abstractions;

namespace TopoGen.Runtime.Tests.Undo;

/// <summary>Random graphs whose calls throw at random: output and state are those of a run in which these calls were never made.</summary>
public sealed class RandomUndoTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>To run one seed again: TOPOGEN_TEST_SEED=N.</summary>
    private static readonly int? FixedSeed =
        int.TryParse(Environment.GetEnvironmentVariable("TOPOGEN_TEST_SEED"), out int seed) ? seed : null;

    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Theory]
    [InlineData(Delivery.ExactlyOnce, true)]
    [InlineData(Delivery.AtLeastOnce, true)]
    [InlineData(Delivery.AtLeastOnce, false)]
    public async Task Calls_that_throw_leave_no_trace(Delivery delivery, bool keepsState)
    {
        foreach (int seed in Seeds(60))
        {
            var dag = new UndoDag(seed, delivery, keepsState);
            using var engine = new TopologyEngine(
                TopologyPlan.Create(dag.Definition, dag.Options),
                _services,
                NullLoggerFactory.Instance,
                TimeProvider.System,
                checkpoints: keepsState ? new CheckpointOptions(new InMemoryCheckpointStore()) : null);

            Task<TopologyOutcome> run = engine.RunAsync(default);
            await Task.WhenAny(run, Task.Delay(Deadline.Limit));
            Assert.True(run.IsCompleted, $"Seed {seed} is stuck: {string.Join("; ", engine.Snapshot())}");
            Assert.Equal(TopologyOutcome.Completed, await run);

            Check(seed, dag);
        }
    }

    [Fact]
    public async Task Over_several_workers_too()
    {
        foreach (int seed in Seeds(40))
        {
            var dag = new UndoDag(seed, Delivery.AtLeastOnce, keepsState: false);
            var random = new Random(seed);
            await using var workers = new Engine.Workers(dag.Definition, dag.Options, 3, null!, window: 16 << random.Next(10));
            workers.Start(random.Next(1, 4));
            string[] alive = [.. workers.Alive.Order()];
            int salt = random.Next();
            await workers.Apply((component, task) => alive[(int)(StableHash.Combine(StableHash.Of(component), (ulong)(salt + task)) % (ulong)alive.Length)]);

            Deadline.Until(() => workers.IsOver, $"seed {seed} ends");

            Check(seed, dag);
        }
    }

    private static void Check(int seed, UndoDag dag)
    {
        string[] missing = [.. dag.Expected.Lines.Except(dag.Actual.Lines)];
        string[] surplus = [.. dag.Actual.Lines.Except(dag.Expected.Lines)];
        Assert.True(
            missing.Length + surplus.Length == 0,
            $"Seed {seed}: not {string.Join(", ", missing.Take(5))} but {string.Join(", ", surplus.Take(5))}");
    }

    private IEnumerable<int> Seeds(int count)
    {
        int first = FixedSeed ?? Random.Shared.Next(1_000_000);
        output.WriteLine($"seeds from {first}");
        return Enumerable.Range(first, FixedSeed is null ? count : 1);
    }
}
