namespace TopoGen.Chaos.Tests;

/// <summary>What takes minutes.</summary>
public sealed class LongRunTests
{
    private static readonly string[] Long = ["--keys=1000", "--tuples=200000", "--limit=40m"];

    [LongTheory]
    [InlineData("AtMostOnce", "Checkpoint")]
    [InlineData("AtLeastOnce", "Checkpoint")]
    [InlineData("ExactlyOnce", "Checkpoint")]
    [InlineData("ExactlyOnce", "Standby")]
    [InlineData("ExactlyOnce", "HotStandby")]
    public Task Fifty_kills_are_survived(string delivery, string recovery)
        => Chaos.KeepsAsync([.. Long, $"--delivery={delivery}", $"--recovery={recovery}", "--faults=kill", "--rounds=50"]);

    [LongTheory]
    [InlineData("AtMostOnce")]
    [InlineData("AtLeastOnce")]
    [InlineData("ExactlyOnce")]
    public Task Bursts_of_twenty_kills_are_survived(string delivery)
        => Chaos.KeepsAsync([.. Long, $"--delivery={delivery}", "--faults=burst", "--burst=20", "--rounds=5"]);

    [LongTheory]
    [InlineData("AtMostOnce")]
    [InlineData("AtLeastOnce")]
    [InlineData("ExactlyOnce")]
    public Task All_that_happens_on_one_machine_is_survived(string delivery)
        => Chaos.KeepsAsync([.. Long, $"--delivery={delivery}", "--faults=kill,burst,all,leader,stop,redis-restart,redis-away,supervisor,rescale", "--rounds=30"]);

    [LongTheory]
    [InlineData("AtMostOnce")]
    [InlineData("AtLeastOnce")]
    [InlineData("ExactlyOnce")]
    public Task Cut_links_and_kills_are_survived(string delivery)
        => Chaos.KeepsAsync([.. Long, $"--delivery={delivery}", "--faults=link,link-one-way,kill,stop,redis-restart", "--rounds=20"]);

    [LongTheory]
    [InlineData("AtLeastOnce", "redis-loss")]
    [InlineData("ExactlyOnce", "redis-loss")]
    [InlineData("AtLeastOnce", "failover")]
    [InlineData("ExactlyOnce", "failover")]
    public Task A_store_that_loses_its_last_second_or_fails_over_is_survived(string delivery, string fault)
        => Chaos.KeepsAsync([.. Long, $"--delivery={delivery}", $"--faults={fault}", "--rounds=5"]);

    [LongTheory]
    [InlineData("AtMostOnce")]
    [InlineData("ExactlyOnce")]
    public Task A_store_that_is_away_for_half_a_minute_is_survived(string delivery)
        => Chaos.KeepsAsync([.. Long, $"--delivery={delivery}", "--faults=redis-away", "--away=30s", "--rounds=2"]);
}
