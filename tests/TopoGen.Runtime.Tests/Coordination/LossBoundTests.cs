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
        => Assert.Equal(expected, Bound.Of(Shape, Parse(placed), t => t.Worker == lost));

    [Fact]
    public void What_an_ended_task_sent_may_still_be_on_its_way_and_what_came_to_one_was_handled()
    {
        ImmutableArray<PlannedTasks> ended = PlanTasks.WithEnds(
            Parse("1|12|3"), ImmutableDictionary<TaskId, bool>.Empty.Add(new TaskId("A", 0, 1), true).Add(new TaskId("B", 0, 1), true));
        Assert.Equal(200, Bound.Of(Shape, ended, t => t.Worker == "1"));
        Assert.Equal(201, Bound.Of(Shape, ended, t => t.Worker == "2"));
    }

    [Fact]
    public void A_window_holds_as_many_of_the_smallest_tuples_as_fit()
        => Assert.Equal(1 + 25 + 25, (Bound with { WindowSize = 25 * 8 }).Of(Shape, Parse("1|12|3"), t => t.Worker == "2"));

    private static ImmutableArray<PlannedTasks> Parse(string text)
        => [.. text.Split('|').Select((tasks, c) => new PlannedTasks(
            Shape.Components[c].Name, [.. tasks.Select(w => new PlannedTask(w.ToString(), 1))]))];
}
