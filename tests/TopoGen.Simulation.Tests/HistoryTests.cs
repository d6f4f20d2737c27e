using Xunit.Abstractions;

namespace TopoGen.Simulation.Tests;

/// <summary>Random histories of clusters, by seed: what was promised holds at each step, and in the end everything comes further.</summary>
public sealed class HistoryTests(ITestOutputHelper output)
{
    /// <summary>What epochs bring with them.</summary>
    private static readonly Fault[] OfEpochs =
    [
        Fault.LeaderKilledAtBarrier, Fault.LeaderKilledBeforeCommit, Fault.LeaderKilledAfterCommit, Fault.WorkerKilledBeforeCommit,
        Fault.OtherWorkers, Fault.StaleReport,
    ];

    private static readonly Fault[] OfMessages = [Fault.Poison, Fault.SlowBolt, Fault.ForgottenAck, Fault.DoubledAck, Fault.LateAck];

    private static readonly Fault[] OfAlignment =
    [
        Fault.BlockedChannel, Fault.BlockedBesideOthers, Fault.OtherTasks, Fault.SlowBolt, Fault.SinkKilledUnheard, Fault.ManyChunks,
        Fault.SinkOutage,
    ];

    private static readonly Fault[] OfAll =
    [
        Fault.Death, Fault.DeathOfAll, Fault.Burst, Fault.LeaderKilledIdle, Fault.LeaderStalled, Fault.StalledWithFrames, Fault.LateCall, Fault.StoreRestart,
        Fault.LongOutage, Fault.VeryLongOutage, Fault.OneWayCut, Fault.TwoWayCut, Fault.ResetInMidBatch, Fault.ClockStep,
    ];

    [Theory]
    [InlineData(nameof(Oracle.AtMostOnce), 400)]
    [InlineData(nameof(Oracle.AtLeastOnce), 250)]
    [InlineData(nameof(Oracle.ExactlyOnce), 400)]
    [InlineData(nameof(Oracle.Messages), 300)]
    [InlineData(nameof(Oracle.KeptMessages), 200)]
    public void Whatever_goes_wrong_promises_are_kept_and_in_the_end_everything_comes_further(string oracle, int seeds)
    {
        Oracle kind = Enum.Parse<Oracle>(oracle);
        FaultCounts faults = Run(seeds, (seed, counts) => History.Run(seed, Disturbances.All, kind, counts));

        AssertHappened(faults, [.. OfAll, .. Has(kind, Oracle.Messages, Oracle.KeptMessages) ? OfMessages : [], .. Has(kind, Oracle.Messages, Oracle.AtMostOnce) ? [] : OfEpochs]);
        AssertHappened(faults, kind == Oracle.ExactlyOnce ? OfAlignment : []);
    }

    /// <summary>A store that loses what it had acknowledged takes reservations of positions with it: at most once, something may come again.</summary>
    [Theory]
    [InlineData(nameof(Oracle.AtMostOnce))]
    [InlineData(nameof(Oracle.ExactlyOnce))]
    public void A_store_may_lose_its_last_second(string oracle)
        => AssertHappened(
            Run(60, (seed, counts) => History.Run(seed, Disturbances.All | Disturbances.StoreLoss, Enum.Parse<Oracle>(oracle), counts)),
            Fault.LastSecondLost,
            Fault.LaggingReplica);

    [Fact]
    public void An_equal_generation_of_somebody_else_is_not_ones_own()
        => Run(10, (seed, _) => History.Usurp(seed, Oracle.ExactlyOnce));

    [Fact]
    public void A_generation_that_is_handed_out_twice_is_not_taken_for_the_first_one()
        => AssertHappened(Run(20, (seed, counts) => History.HandOutTwice(seed, Oracle.ExactlyOnce, counts)), Fault.GenerationTwice);

    [Theory]
    [InlineData(nameof(Oracle.AtLeastOnce), 40)]
    [InlineData(nameof(Oracle.ExactlyOnce), 60)]
    [InlineData(nameof(Oracle.KeptMessages), 60)]
    public void An_epoch_that_cannot_be_read_is_gone_back_behind_or_refused(string oracle, int seeds)
        => AssertHappened(
            Run(seeds, (seed, counts) => History.Spoil(seed, Enum.Parse<Oracle>(oracle), counts)),
            Fault.MissingBlob,
            Fault.ShortBlob,
            Fault.FlippedBit,
            Fault.WentBack,
            Fault.DamageRefused);

    [Theory]
    [InlineData(nameof(Oracle.ExactlyOnce))]
    [InlineData(nameof(Oracle.KeptMessages))]
    public void A_build_that_cannot_read_what_was_kept_is_refused_and_the_former_one_goes_on(string oracle)
        => AssertHappened(Run(10, (seed, counts) => History.Rebuild(seed, Enum.Parse<Oracle>(oracle), counts)), Fault.OtherLayout);

    [Fact]
    public void A_bolt_that_crawls_makes_epochs_late_and_nothing_else()
        => AssertHappened(Run(5, (seed, counts) => History.Crawl(seed, counts)), Fault.SlowBolt, Fault.LateEpoch);

    [Fact]
    public void What_lies_idle_is_not_collected()
        => Run(5, (seed, _) => History.Rest(seed, Oracle.ExactlyOnce));

    /// <summary>What a bolt has not acked when it was told to settle is not waited for: that is as documented, so that no bolt forgets here.</summary>
    [Theory]
    [InlineData(nameof(Oracle.AtMostOnce))]
    [InlineData(nameof(Oracle.AtLeastOnce))]
    [InlineData(nameof(Oracle.ExactlyOnce))]
    [InlineData(nameof(Oracle.Messages))]
    [InlineData(nameof(Oracle.KeptMessages))]
    public void A_topology_with_an_end_comes_to_it(string oracle)
        => Run(30, (seed, counts) => History.RunToEnd(seed, Disturbances.All & ~Disturbances.Misbehaviour, Enum.Parse<Oracle>(oracle), counts));

    [Theory]
    [InlineData(nameof(Oracle.ExactlyOnce))]
    [InlineData(nameof(Oracle.KeptMessages))]
    public void A_complete_run_leaves_nothing_to_go_on_from(string oracle)
        => Run(40, (seed, _) => History.LeaveNothing(seed, Enum.Parse<Oracle>(oracle)));

    private FaultCounts Run(int seeds, Func<ulong, FaultCounts, string> history)
    {
        var faults = new FaultCounts();
        string[] lines = Seeds.Run(seeds, seed => history(seed, faults));
        output.WriteLine($"{faults}\n{string.Join('\n', lines)}");
        return faults;
    }

    /// <summary>What never happens is not tested: a rare fault that no seed of this run has met is one too few.</summary>
    private static void AssertHappened(FaultCounts faults, params Fault[] expected)
    {
        if (!Seeds.AreFixed)
        {
            Assert.Equal([], expected.Where(f => faults[f] == 0));
        }
    }

    private static bool Has(Oracle oracle, params Oracle[] oracles) => oracles.Contains(oracle);
}
