namespace TopoGen.Chaos.Tests;

/// <summary>Real processes, a fault or two each: what every change has to survive.</summary>
public sealed class ShortRunTests
{
    [Fact]
    public Task Exactly_once_survives_a_kill_and_a_redis_that_is_started_again()
        => Chaos.KeepsAsync("--delivery=ExactlyOnce", "--faults=kill,redis-restart", "--rounds=2", "--seed=1");

    [Fact]
    public Task At_least_once_survives_kills()
        => Chaos.KeepsAsync("--delivery=AtLeastOnce", "--faults=kill,leader", "--rounds=2", "--seed=2");

    [Fact]
    public Task At_most_once_survives_kills()
        => Chaos.KeepsAsync("--delivery=AtMostOnce", "--faults=kill,leader", "--rounds=2", "--seed=3");
}
