using Xunit.Abstractions;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Random graphs over several workers, against what follows from their seed on paper.</summary>
public sealed class RandomDagWorkersTests(ITestOutputHelper output)
{
    /// <summary>To run one seed again: TOPOGEN_TEST_SEED=N.</summary>
    private static readonly int? FixedSeed =
        int.TryParse(Environment.GetEnvironmentVariable("TOPOGEN_TEST_SEED"), out int seed) ? seed : null;

    [Fact]
    public async Task Random_graphs_over_workers_with_small_windows_never_deadlock_and_lose_nothing()
    {
        foreach (int seed in Seeds(150))
        {
            var dag = new RandomDag(seed);
            var random = new Random(seed);
            await using Workers workers = Cluster(dag, random);
            workers.Start(random.Next(1, 4));
            await workers.Apply(Anywhere(workers, random));

            await Finish(workers, dag, seed);
        }
    }

    [Fact]
    public async Task Tasks_that_move_while_nothing_is_on_its_way_lose_nothing()
    {
        foreach (int seed in Seeds(80))
        {
            var dag = new RandomDag(seed);
            var random = new Random(seed);
            await using Workers workers = Cluster(dag, random);
            workers.Start(3);
            HashSet<string> spouts = [.. dag.Definition.Components.Where(c => c.Kind == ComponentKind.Spout).Select(c => c.Name)];
            Func<string, int, string> place = Anywhere(workers, random);
            await workers.Apply(place);
            for (int move = 0; move < 3; move++)
            {
                await workers.Apply(place, PlanMode.Inactive);
                Deadline.Until(() => workers.IsQuiet, $"seed {seed} becomes quiet");
                Func<string, int, string> before = place;
                Func<string, int, string> after = Anywhere(workers, random);

                // These spouts would begin anew.
                place = (component, task) => spouts.Contains(component) ? before(component, task) : after(component, task);

                // Still inactive: whoever were active first could send through others to tasks that are about to go.
                await workers.Apply(place, PlanMode.Inactive);
                await workers.Apply(place);
            }

            await Finish(workers, dag, seed);
        }
    }

    private static async Task Finish(Workers workers, RandomDag dag, int seed)
    {
        long until = Environment.TickCount64 + (long)Deadline.Limit.TotalMilliseconds;
        while (!workers.IsOver)
        {
            Assert.True(Environment.TickCount64 < until, $"Seed {seed} is stuck.");
            await Task.Yield();
        }

        foreach (string bolt in dag.Bolts)
        {
            Assert.True(
                dag.Expected[bolt] == dag.Actual[bolt], $"Seed {seed}, {bolt}: {dag.Actual[bolt]} instead of {dag.Expected[bolt]}.");
        }
    }

    private static Workers Cluster(RandomDag dag, Random random)
        => new(dag.Definition, dag.Options, 3, null!, window: 16 << random.Next(10));

    /// <summary>A place for every task, the same at every question.</summary>
    private static Func<string, int, string> Anywhere(Workers workers, Random random)
    {
        string[] alive = [.. workers.Alive.Order()];
        int salt = random.Next();
        return (component, task) => alive[(int)(StableHash.Combine(StableHash.Of(component), (ulong)(salt + task)) % (ulong)alive.Length)];
    }

    private IEnumerable<int> Seeds(int count)
    {
        int first = FixedSeed ?? Random.Shared.Next(1_000_000);
        output.WriteLine($"seeds from {first}");
        return Enumerable.Range(first, FixedSeed is null ? count : 1);
    }
}
