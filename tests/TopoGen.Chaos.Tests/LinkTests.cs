namespace TopoGen.Chaos.Tests;

/// <summary>Workers on machines of their own.</summary>
public sealed class LinkTests
{
    [MachinesFact]
    public Task Exactly_once_survives_a_link_that_is_cut_one_way()
        => Chaos.KeepsAsync("--delivery=ExactlyOnce", "--faults=link-one-way", "--rounds=1", "--seed=5");
}
