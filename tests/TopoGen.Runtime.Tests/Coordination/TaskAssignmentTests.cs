using System.Collections.Immutable;
using TopoGen.Runtime.Tests.Planning;

namespace TopoGen.Runtime.Tests.Coordination;

public sealed class TaskAssignmentTests
{
    private static readonly TopologyShape Line = new(Definitions.Topology(
        Definitions.Spout("A", 1),
        Definitions.Bolt("B", 2, Definitions.From("A")),
        Definitions.Bolt("C", 2, Definitions.From("B")),
        Definitions.Bolt("D", Definitions.From("C"))));

    [Theory]
    [InlineData("1 2 2 1", "w1 w2 w3", "1|13|23|2")]
    [InlineData("2 2 2 2", "w1 w2", "12|12|12|12")]
    [InlineData("4 4 4 0", "w1 w2 w3", "1231|1232|1233|")]
    [InlineData("1 1 1 1", "w1 w2 w3 w4 w5 w6", "1|2|3|4")]
    [InlineData("0 0 0 0", "w1 w2", "|||")]
    public void A_start_is_placed_in_lanes_and_evenly(string parallelism, string workers, string expected)
        => Assert.Equal(expected, Text(TaskAssignment.Fresh(
            Line, Numbers(parallelism), workers.Split(' ').Select(w => Workers.Of(w)), 1)));

    [Fact]
    public void The_order_in_which_workers_are_named_does_not_matter()
    {
        WorkerInfo[] workers = [.. Enumerable.Range(1, 12).Select(i => Workers.Of($"w{i}", $"h{i % 3}"))];
        string expected = Text(TaskAssignment.Fresh(Line, [3, 4, 5, 6], workers, 1));
        var random = new Random(1);
        for (int i = 0; i < 20; i++)
        {
            random.Shuffle(workers);
            Assert.Equal(expected, Text(TaskAssignment.Fresh(Line, [3, 4, 5, 6], workers, 1)));
        }
    }

    [Fact]
    public void One_host_is_filled_before_the_next_and_numbers_in_names_count()
        => Assert.Equal(
            ["w1", "w3", "w10", "w2"],
            TaskAssignment.Order([Workers.Of("w10", "h1"), Workers.Of("w2", "h2"), Workers.Of("w3", "h1"), Workers.Of("w1", "h1")])
                .Select(w => w.Name));

    [Fact]
    public void A_worker_of_more_slots_gets_more()
    {
        ImmutableArray<PlannedTasks> placed = TaskAssignment.Fresh(
            Line, [4, 4, 4, 0], [Workers.Of("w1", slots: 3), Workers.Of("w2", slots: 1)], 1);
        Assert.Equal([("w1", 9), ("w2", 3)], Loads(placed));
    }

    [Fact]
    public void Orphans_go_to_the_least_loaded_and_stay_together_where_they_can()
    {
        ImmutableArray<PlannedTasks> current = Placed("1|12|12|3", Line);
        ImmutableArray<PlannedTasks> repaired = Repair(current, [1, 2, 2, 1], "w1 w3");
        Assert.Equal("1|13|13|3", Text(repaired));
        Assert.All(PlanTasks.Of(repaired), t => Assert.Equal(Changed(current, t) ? 9 : 1, t.Task.Incarnation));
    }

    [Fact]
    public void An_orphan_prefers_the_host_of_its_lane()
    {
        WorkerInfo[] takers = [Workers.Of("w1", "near"), Workers.Of("w2", "far"), Workers.Of("w3", "near")];
        ImmutableArray<PlannedTasks> current = Placed("1|4|2|2", Line);
        ImmutableArray<PlannedTasks> repaired =
            TaskAssignment.Repair(Line, [1, 1, 1, 1], current, takers.Select(w => w.Id).ToHashSet(), takers, 9);
        Assert.Equal("1|3|2|2", Text(repaired));
    }

    [Fact]
    public void Ended_tasks_stay_and_weigh_nothing()
    {
        ImmutableArray<PlannedTasks> current = PlanTasks.WithEnds(
            Placed("1|12|12|2", Line), ImmutableDictionary<TaskId, bool>.Empty.Add(new TaskId("A", 0, 1), true).Add(new TaskId("B", 0, 1), true));
        ImmutableArray<PlannedTasks> spread = TaskAssignment.Spread(Line, [1, 2, 2, 1], current, [Workers.Of("w2"), Workers.Of("w3")], 9);
        Assert.Equal(current[0].Tasks[0], spread[0].Tasks[0]);
        Assert.Equal(current[1].Tasks[0], spread[1].Tasks[0]);
        Assert.Equal([2, 2], Loads(spread).Select(l => l.Count));
    }

    [Fact]
    public void Those_that_have_tasks_keep_them_when_fewer_are_wanted_then_the_oldest_come()
    {
        WorkerInfo[] workers = [Workers.Of("w1", started: 9), Workers.Of("w2", started: 5), Workers.Of("w3", started: 7)];
        Assert.Equal(["w1", "w2"], TaskAssignment.Choose(workers, 2, Placed("1|1|1|1", Line)).Select(w => w.Id));
        Assert.Equal(["w2", "w3"], TaskAssignment.Choose(workers, 2, []).Select(w => w.Id));
    }

    [Fact]
    public void After_any_death_only_orphans_move_and_they_go_where_the_load_is_least()
        => ForRandomPlacements((random, what, parallelism, current, workers) =>
        {
            WorkerInfo[] left = [.. workers.Where(_ => random.Next(3) > 0)];
            left = left.Length == 0 ? [workers[0]] : left;
            HashSet<string> held = [.. left.Select(w => w.Id)];

            ImmutableArray<PlannedTasks> repaired = TaskAssignment.Repair(Line, parallelism, current, held, left, 9);

            HashSet<string> given = [];
            foreach ((TaskId id, PlannedTask task) in PlanTasks.Of(repaired))
            {
                PlannedTask old = current.Single(c => c.Component == id.Component).Tasks[id.Index];
                bool wasHeld = held.Contains(old.Worker);
                Assert.True(!wasHeld || task == old, $"{what}: {id} moved.");
                Assert.True(held.Contains(task.Worker), $"{what}: {id} has no worker.");
                if (!wasHeld)
                {
                    given.Add(task.Worker);
                }
            }

            // Nobody was given a task that another one, with it, would be loaded less than.
            Dictionary<string, int> loads = Loads(repaired).ToDictionary(l => l.Worker, l => l.Count);
            foreach (WorkerInfo taker in left.Where(w => given.Contains(w.Id)))
            {
                Assert.All(left, other => Assert.True(
                    loads[taker.Id] * other.Slots <= (loads.GetValueOrDefault(other.Id) + 1) * taker.Slots, $"{what}: {Text(repaired)}"));
            }
        });

    [Fact]
    public void Spreading_moves_no_more_tasks_than_any_even_spread_must()
        => ForRandomPlacements((random, what, parallelism, current, workers) =>
        {
            workers = [.. workers.Select(w => w with { Slots = 1 })];
            WorkerInfo[] all = [.. workers, .. Enumerable.Range(1, random.Next(3)).Select(i => Workers.Of($"x{i}"))];

            ImmutableArray<PlannedTasks> spread = TaskAssignment.Spread(Line, parallelism, current, all, 9);

            int[] loads = [.. all.Select(w => PlanTasks.Of(current).Count(t => t.Task.Worker == w.Id))];
            int[] after = [.. all.Select(w => PlanTasks.Of(spread).Count(t => t.Task.Worker == w.Id))];
            int moved = PlanTasks.Of(spread).Count(t => Changed(current, t));
            Assert.True(after.Max() - after.Min() <= 1, $"{what}: uneven, {Text(spread)}");
            Assert.True(moved == LeastMoves(loads), $"{what}: {moved} moves instead of {LeastMoves(loads)}");
        });

    /// <summary>By trying every choice of the workers that get one more.</summary>
    private static int LeastMoves(int[] loads)
    {
        int least = int.MaxValue;
        int floor = loads.Sum() / loads.Length;
        int odd = loads.Sum() % loads.Length;
        for (uint choice = 0; choice < 1u << loads.Length; choice++)
        {
            if (System.Numerics.BitOperations.PopCount(choice) == odd)
            {
                least = Math.Min(least, loads.Select((load, w) => Math.Max(0, load - floor - (int)((choice >> w) & 1))).Sum());
            }
        }

        return least;
    }

    private static void ForRandomPlacements(
        Action<Random, string, ImmutableArray<int>, ImmutableArray<PlannedTasks>, WorkerInfo[]> check)
    {
        int seed = Random.Shared.Next();
        for (int round = 0; round < 300; round++)
        {
            var random = new Random(seed + round);
            ImmutableArray<int> parallelism = [.. Enumerable.Range(0, 4).Select(_ => random.Next(0, 9))];
            WorkerInfo[] workers =
                [.. Enumerable.Range(1, random.Next(1, 7)).Select(i => Workers.Of($"w{i}", $"h{random.Next(3)}", random.Next(1, 4)))];
            ImmutableArray<PlannedTasks> current =
            [
                .. parallelism.Select((tasks, c) => new PlannedTasks(
                    Line.Components[c].Name,
                    [.. Enumerable.Range(0, tasks).Select(_ => new PlannedTask(workers[random.Next(workers.Length)].Id, 1))])),
            ];
            check(random, $"seed {seed + round}", parallelism, current, workers);
        }
    }

    private static bool Changed(ImmutableArray<PlannedTasks> current, (TaskId Id, PlannedTask Task) task)
        => current.Single(c => c.Component == task.Id.Component).Tasks[task.Id.Index].Worker != task.Task.Worker;

    private static ImmutableArray<PlannedTasks> Repair(ImmutableArray<PlannedTasks> current, ImmutableArray<int> parallelism, string left)
        => TaskAssignment.Repair(
            Line, parallelism, current, left.Split(' ').ToHashSet(), left.Split(' ').Select(w => Workers.Of(w)), 9);

    private static ImmutableArray<PlannedTasks> Placed(string text, TopologyShape shape)
        => [.. text.Split('|').Select((tasks, c) => new PlannedTasks(
            shape.Components[c].Name, [.. tasks.Select(w => new PlannedTask($"w{w}", 1))]))];

    private static IEnumerable<(string Worker, int Count)> Loads(ImmutableArray<PlannedTasks> placed)
        => PlanTasks.Of(placed).Where(t => !t.Task.HasEnded).GroupBy(t => t.Task.Worker).Select(g => (g.Key, g.Count())).Order();

    private static string Text(ImmutableArray<PlannedTasks> placed)
        => string.Join('|', placed.Select(c => string.Concat(c.Tasks.Select(t => t.Worker[1..]))));

    private static ImmutableArray<int> Numbers(string text) => [.. text.Split(' ').Select(int.Parse)];
}
