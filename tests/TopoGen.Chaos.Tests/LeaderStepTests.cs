namespace TopoGen.Chaos.Tests;

/// <summary>The leader dies at each step of an epoch.</summary>
public sealed class LeaderStepTests
{
    [Fact]
    public Task Exactly_once_survives_a_leader_that_is_killed_at_each_step_of_an_epoch()
        => Chaos.KeepsAsync("--delivery=ExactlyOnce", "--faults=leader", "--rounds=4", "--seed=4");
}
