namespace TopoGen.Runtime.Tests.Acking;

/// <summary>Trees that branch and meet, with everything on one thread and over several.</summary>
public sealed class GatherTests
{
    private readonly Feeds _feeds = new();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public async Task A_root_is_acked_only_when_every_aggregate_that_holds_it_is_done(int executors)
    {
        await using AckedRun run = Start<GatherTopology>(executors);
        (Feed one, Feed two, Feed three) = (_feeds["One"], _feeds["Two"], _feeds["Three"]);

        one.Give(1);
        run.UntilQuiet("ByThree", 2);
        Assert.Empty(one.Acked);

        two.Give(11);
        one.UntilAcked(1);
        two.UntilAcked(11);

        one.Give(2);
        run.UntilQuiet("ByThree", 8);
        Assert.Single(one.Acked);

        one.Give(3);
        one.UntilAcked(1, 2);
        run.UntilQuiet("ByThree", 10);
        three.Give(21);
        run.UntilQuiet("ByThree", 11);
        Assert.Equal(2, one.Acked.Count);
        Assert.Empty(three.Acked);

        two.Give(12);
        one.UntilAcked(1, 2, 3);
        two.UntilAcked(11, 12);
        three.UntilAcked(21);
        Assert.All(run.Ledgers, l => Assert.Equal((0, 0), (l.Pending, l.Ignored)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Message_whose_two_ways_meet_is_acked_once(int executors)
    {
        await using AckedRun run = Start<JoinTopology>(executors);
        long[] numbers = [.. Enumerable.Range(0, 1000).Select(n => (long)n)];

        _feeds["Source"].Give(numbers).End();

        Assert.Equal(TopologyOutcome.Completed, await run.Finish);
        Assert.Equal(numbers, _feeds["Source"].Acked.Order());
        Assert.Empty(_feeds["Source"].Failed);
        Assert.Equal(1000, run["Sink"].Executed);
    }

    private AckedRun Start<T>(int executors)
        where T : ITopology<T>
        => AckedRun.Of<T>(new EngineOptions { Executors = executors, MaxIdleWait = TimeSpan.FromMilliseconds(1) }, services: [_feeds]);
}
