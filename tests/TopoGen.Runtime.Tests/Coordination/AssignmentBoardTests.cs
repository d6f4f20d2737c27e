using System.Collections.Immutable;
using TopoGen.Runtime.Tests.Engine;
using TopoGen.Runtime.Tests.Planning;

namespace TopoGen.Runtime.Tests.Coordination;

/// <summary>The board against what it stands for: at each step all tasks, and all workers, are looked at.</summary>
public sealed class AssignmentBoardTests
{
    private static readonly TopologyShape Shape = new(Definitions.Topology(
        Definitions.Spout("A"),
        Definitions.Bolt("B", Definitions.From("A", Grouping.LocalOrShuffle<DagTuple>())),
        Definitions.Bolt("C", Definitions.From("A"), Definitions.From("B")),
        Definitions.Bolt("D", Definitions.From("C"), Definitions.From("A"))));

    [Fact]
    public void Tasks_are_taken_where_they_have_the_least_company_and_given_where_they_have_the_most()
    {
        int seed = Random.Shared.Next();
        for (int round = 0; round < 500; round++)
        {
            var random = new Random(seed + round);
            ImmutableArray<WorkerInfo> workers = [.. Enumerable.Range(1, random.Next(1, 8)).Select(i => Workers.Of($"w{i}", $"h{random.Next(3)}"))];
            int[] parallelism = [.. Shape.Components.Select(_ => random.Next(1, 9))];
            var board = new AssignmentBoard(Shape, parallelism, workers);
            int[][] places = [.. parallelism.Select(tasks => Enumerable.Range(0, tasks).Select(_ => random.Next(-2, workers.Length)).ToArray())];
            for (int component = 0; component < places.Length; component++)
            {
                for (int task = 0; task < places[component].Length; task++)
                {
                    board.Place(component, task, places[component][task]);
                }
            }

            int[] targets = [.. board.Loads.Select(load => random.Next(load + 2))];
            board.Release(targets);
            Release(places, workers, targets);
            Check("released");

            int homeless = board.HomelessTasks.Count();
            int odd = random.Next(Math.Min(homeless, workers.Length) + 1);
            bool[] mayHaveOdd = [.. workers.Select((_, w) => w < odd || random.Next(2) == 0)];
            int[] room = FairShare.Targets(homeless - odd + random.Next(3), [.. workers.Select(_ => random.Next(1, 4))], board.Loads);
            board.Fill([.. room], odd, [.. mayHaveOdd]);
            Fill(places, workers, room, odd, mayHaveOdd);
            Check("given out");

            void Check(string what)
                => Assert.True(
                    places.Select((tasks, c) => tasks.Select((place, t) => place == board[c, t]).All(isSame => isSame)).All(isSame => isSame),
                    $"seed {seed + round}, {what}: expected {string.Join('|', places.Select(p => string.Join(' ', p)))}");
        }
    }

    [Fact]
    public void Tasks_come_to_the_least_loaded_one_after_another()
    {
        int seed = Random.Shared.Next();
        for (int round = 0; round < 500; round++)
        {
            var random = new Random(seed + round);
            int[] slots = [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => random.Next(1, 5))];
            int[] loads = [.. slots.Select(_ => random.Next(20))];
            int tasks = random.Next(60);

            (int[] sure, int odd, bool[] mayHaveOdd) = FairShare.Fill(tasks, slots, loads);

            int[] taken = new int[slots.Length];
            for (int task = 0; task < tasks; task++)
            {
                taken[Enumerable.Range(0, slots.Length).MinBy(w => (double)(loads[w] + taken[w] + 1) / slots[w])]++;
            }

            // The odd ones are taken back: each is one of those that may be given to any of the equally loaded.
            Assert.True(taken.Sum() - sure.Sum() == odd, $"seed {seed + round}");
            Assert.All(taken.Zip(sure).Zip(mayHaveOdd), t => Assert.True(t.First.First == t.First.Second || (t.Second && t.First.First == t.First.Second + 1), $"seed {seed + round}"));
        }
    }

    private static void Release(int[][] places, ImmutableArray<WorkerInfo> workers, int[] targets)
    {
        for (int worker = 0; worker < workers.Length; worker++)
        {
            while (places.Sum(tasks => tasks.Count(place => place == worker)) > targets[worker])
            {
                (int component, int task) = All(places, worker)
                    .OrderBy(t => Company(places, workers, t.Component, t.Task, worker))
                    .ThenByDescending(t => t.Task)
                    .ThenByDescending(t => t.Component)
                    .First();
                places[component][task] = AssignmentBoard.Homeless;
            }
        }
    }

    private static void Fill(int[][] places, ImmutableArray<WorkerInfo> workers, int[] room, int odd, bool[] mayHaveOdd)
    {
        foreach ((int component, int task) in All(places, AssignmentBoard.Homeless).OrderBy(t => t.Task).ThenBy(t => t.Component).ToArray())
        {
            int best = Enumerable.Range(0, workers.Length)
                .Where(w => room[w] > 0 || (odd > 0 && mayHaveOdd[w]))
                .MaxBy(w => Company(places, workers, component, task, w));
            if (room[best] > 0)
            {
                room[best]--;
            }
            else
            {
                mayHaveOdd[best] = false;
                odd--;
            }

            places[component][task] = best;
        }
    }

    private static IEnumerable<(int Component, int Task)> All(int[][] places, int place)
        => from component in Enumerable.Range(0, places.Length)
           from task in Enumerable.Range(0, places[component].Length)
           where places[component][task] == place
           select (component, task);

    private static int Company(int[][] places, ImmutableArray<WorkerInfo> workers, int component, int task, int worker)
        => (from edge in Shape.Edges
            where edge.Source == component || edge.Target == component
            let tasks = places[edge.Source == component ? edge.Target : edge.Source]
            let at = tasks[task % tasks.Length]
            where at >= 0
            let weight = edge.Grouping == GroupingKind.LocalOrShuffle ? 2 : 1
            select at == worker ? 2 * weight : workers[at].Host == workers[worker].Host ? weight : 0).Sum();
}
