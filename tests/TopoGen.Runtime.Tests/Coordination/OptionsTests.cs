using TopoGen.Runtime.Tests.Planning;

namespace TopoGen.Runtime.Tests.Coordination;

public sealed class OptionsTests
{
    private static readonly TopologyShape Shape = new(Definitions.Topology(
        Definitions.Spout("Lines", 3), Definitions.Bolt("Tally", 2, Definitions.From("Lines", Definitions.ByValue()))));

    [Fact]
    public void The_defaults_are_valid() => new ClusterOptions().Validate();

    [Fact]
    public void An_option_out_of_range_is_named_with_its_value_and_the_range()
        => Assert.Equal(
            "LeaseTime is 00:02:00; expected 00:00:00.5000000 to 00:01:00.",
            Assert.Throws<TopologyInputException>(() => new ClusterOptions { LeaseTime = TimeSpan.FromMinutes(2) }.Validate()).Message);

    [Fact]
    public void What_operators_want_beats_what_was_declared()
    {
        Assert.Equal([3, 2], Shape.Parallelism(new DesiredState()));
        Assert.Equal([0, 2], Shape.Parallelism(Wanting("Lines", 0)));
    }

    [Theory]
    [InlineData("Tally", 257, "Parallelism of component 'Tally' is 257; expected 0 to 256 (the topology has 256 key groups).")]
    [InlineData("Lines", -1, "Parallelism of component 'Lines' is -1; expected 0 to 1,024.")]
    [InlineData("Line", 1, "Topology 'plan' has no component 'Line' to set the parallelism of (it has Lines, Tally); did you mean 'Lines'?")]
    public void What_does_not_fit_the_topology_is_refused(string component, int tasks, string message)
        => Assert.Equal(message, Assert.Throws<TopologyInputException>(() => Shape.Check(Wanting(component, tasks))).Message);

    [Fact]
    public void Numbers_of_workers_and_waits_have_limits()
    {
        Assert.Throws<TopologyInputException>(() => Shape.Check(new DesiredState { Workers = 0 }));
        Assert.Throws<TopologyInputException>(() => Shape.Check(new DesiredState { KillWait = -1 }));
    }

    private static DesiredState Wanting(string component, int tasks)
    {
        var desired = new DesiredState();
        return desired with { Parallelism = desired.Parallelism.SetItem(component, tasks) };
    }
}
