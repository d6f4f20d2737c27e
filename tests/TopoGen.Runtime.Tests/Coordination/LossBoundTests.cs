using System.Collections.Immutable;
using TopoGen.Runtime.Tests.Engine;
using TopoGen.Runtime.Tests.Planning;

namespace TopoGen.Runtime.Tests.Coordination;

public sealed class LossBoundTests
{
    private static readonly TopologyShape Shape = new(Definitions.Topology(
        Definitions.Spout("A"), Definitions.Bolt("B", 2, Definitions.From("A")), Definitions.Bolt("C", 2, Definitions.From("B", Grouping.Global<DagTuple>()))));

    private static readonly LossBound Bound = new(RingCapacity: 10, WindowSize: 100 * 8);

    /// <summary>A task in hand, rings to tasks of the same worker, windows to and from others; global reaches the first task only.</summary>
    [Theory]
    [InlineData("1|11|1", "1", 4 + 10 + 10 + 10 + 10)]
    [InlineData("1|12|2", "2", 2 + 100 + 100 + 10)]
    [InlineData("1|12|3", "2", 1 + 100 + 100)]
    [InlineData("1|12|23", "3", 1)]
    [InlineData("1|12|3", "4", 0)]
    public void What_is_counted(string placed, string lost, long expected)
        => Assert.Equal(expected, Lost(Bound, Parse(placed), lost));

    [Fact]
    public void What_an_ended_task_sent_may_still_be_on_its_way_and_what_came_to_one_was_handled()
    {
        ImmutableArray<PlannedTasks> ended = PlanTasks.WithEnds(
            Parse("1|12|3"), ImmutableDictionary<TaskId, bool>.Empty.Add(new TaskId("A", 0, 1), true).Add(new TaskId("B", 0, 1), true));
        Assert.Equal(200, Lost(Bound, ended, "1"));
        Assert.Equal(201, Lost(Bound, ended, "2"));
    }

    [Fact]
    public void A_window_holds_as_many_of_the_smallest_tuples_as_fit()
        => Assert.Equal(1 + 25 + 25, Lost(Bound with { WindowSize = 25 * 8 }, Parse("1|12|3"), "2"));

    [Fact]
    public void It_is_the_sum_over_all_pairs_of_tasks_of_which_one_is_lost()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        for (int round = 0; round < 300; round++)
        {
            ImmutableArray<PlannedTasks> placed =
            [
                .. Shape.Components.Select(c => new PlannedTasks(
                    c.Name, [.. Enumerable.Range(0, random.Next(0, 5)).Select(_ => new PlannedTask($"{random.Next(3)}", 1, random.Next(4) == 0))])),
            ];
            (TaskId Id, PlannedTask Task)[] lost = [.. PlanTasks.Of(placed).Where(t => t.Task.Worker == "1" && random.Next(3) > 0)];
            HashSet<PlannedTask> tasks = new(lost.Select(t => t.Task), ReferenceEqualityComparer.Instance);
            Assert.True(
                ByPairs(placed, tasks.Contains) == Bound.Tally(Shape, placed).Of("1", lost),
                $"seed {seed}, round {round}: {string.Join(' ', PlanTasks.Of(placed).Select(t => $"{t.Id}@{t.Task.Worker}{(t.Task.HasEnded ? " ended" : "")}"))}; lost {string.Join(' ', lost.Select(t => t.Id))}");
        }
    }

    private static long Lost(LossBound bound, ImmutableArray<PlannedTasks> placed, string worker)
        => bound.Tally(Shape, placed).Of(worker, PlanTasks.Of(placed).Where(t => t.Task.Worker == worker));

    /// <summary>As it is defined: channel by channel.</summary>
    private static long ByPairs(ImmutableArray<PlannedTasks> placed, Func<PlannedTask, bool> isLost)
        => placed.Sum(c => c.Tasks.LongCount(t => !t.HasEnded && isLost(t)))
            + Shape.Edges.Sum(edge => (
                from target in placed[edge.Target].Tasks.Take(edge.Grouping == GroupingKind.Global ? 1 : int.MaxValue)
                where !target.HasEnded
                from source in placed[edge.Source].Tasks
                where isLost(source) || isLost(target)
                select source.Worker == target.Worker ? Bound.RingCapacity : Bound.WindowSize / edge.LeastTupleSize).Sum());

    private static ImmutableArray<PlannedTasks> Parse(string text)
        => [.. text.Split('|').Select((tasks, c) => new PlannedTasks(
            Shape.Components[c].Name, [.. tasks.Select(w => new PlannedTask(w.ToString(), 1))]))];
}
