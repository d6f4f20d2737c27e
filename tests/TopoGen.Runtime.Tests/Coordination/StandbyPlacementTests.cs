using System.Collections.Immutable;

namespace TopoGen.Runtime.Tests.Coordination;

public sealed class StandbyPlacementTests
{
    private static readonly TopologyShape Shape = new(new TopologyDefinition
    {
        Name = "standbys",
        Components = [Component("Hot", Recovery.HotStandby), Component("Cold", Recovery.Checkpoint), Component("Spare", Recovery.Standby)],
    });

    [Fact]
    public void Components_have_standbys_as_they_ask_for()
    {
        ImmutableArray<PlannedTasks> placed = Assign([Tasks("Hot", "a0"), Tasks("Cold", "a0"), Tasks("Spare", "b0")], "a0", "b0");

        Assert.Equal(["b0", null, "a0"], placed.Select(c => c.Tasks[0].Standby));
    }

    [Fact]
    public void One_worker_alone_has_nobody_in_reserve()
        => Assert.Null(Assign([Tasks("Hot", "a0")], "a0")[0].Tasks[0].Standby);

    [Theory]
    [InlineData("b0", "a0", "a1", "b0")]
    [InlineData("a1", "a0", "a1", "a2")]
    public void Another_machine_comes_first(string expected, params string[] workers)
        => Assert.Equal(expected, Assign([Tasks("Hot", "a0")], workers)[0].Tasks[0].Standby);

    [Fact]
    public void Standbys_are_shared_out_evenly()
    {
        ImmutableArray<PlannedTasks> placed = Assign([Tasks("Hot", [.. Enumerable.Range(0, 30).Select(t => $"a{t % 3}")])], "a0", "a1", "a2");

        Assert.All(placed[0].Tasks.GroupBy(t => t.Standby), g => Assert.InRange(g.Count(), 9, 11));
        Assert.All(placed[0].Tasks, t => Assert.NotEqual(t.Worker, t.Standby));
    }

    [Fact]
    public void What_is_well_placed_stays_and_the_rest_moves()
    {
        ImmutableArray<PlannedTasks> before =
        [
            new("Hot", [new("a0", 1, Standby: "b1"), new("a0", 1, Standby: "a1"), new("b0", 1, Standby: "gone"), new("b0", 1, Standby: "b0"), new("a0", 1, HasEnded: true)]),
        ];

        ImmutableArray<PlannedTasks> placed = Assign(before, "a0", "a1", "b0", "b1");

        Assert.Equal(["b1", "b0", "a0", "a1", null], placed[0].Tasks.Select(t => t.Standby));
        Assert.Equal(placed[0].Tasks.AsEnumerable(), Assign(placed, "a0", "a1", "b0", "b1")[0].Tasks);
    }

    [Fact]
    public void Standbys_of_components_that_want_none_any_more_go()
        => Assert.Null(Assign([new("Cold", [new PlannedTask("a0", 1, Standby: "b0")])], "a0", "b0")[0].Tasks[0].Standby);

    private static ImmutableArray<PlannedTasks> Assign(ImmutableArray<PlannedTasks> tasks, params string[] workers)
        => StandbyPlacement.Assign(Shape, tasks, workers.Select(w => new WorkerInfo
        {
            Id = w,
            Process = w,
            Name = w,
            Host = w[..1],
            ProcessId = 1,
            Slots = 1,
            Started = DateTimeOffset.UnixEpoch,
        }));

    private static PlannedTasks Tasks(string component, params string[] workers) => new(component, [.. workers.Select(w => new PlannedTask(w, 1))]);

    private static ComponentDefinition Component(string name, Recovery recovery) => new()
    {
        Name = name,
        Kind = ComponentKind.Spout,
        Type = typeof(StandbyPlacementTests),
        Recovery = recovery,
        CreateTask = _ => throw new NotSupportedException(),
    };
}
