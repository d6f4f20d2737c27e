namespace TopoGen.Runtime.Tests.Engine.Adapting;

public class TuningTests
{
    [Theory]
    [InlineData(Preference.Latency)]
    [InlineData(Preference.Balanced)]
    [InlineData(Preference.Throughput)]
    public void What_is_set_takes_the_place_of_what_is_preferred(Preference prefer)
    {
        var options = new EngineOptions
        {
            Prefer = prefer,
            RingCapacity = 2,
            BatchSize = 7,
            SpinTime = TimeSpan.FromMilliseconds(9),
            MaxIdleWait = TimeSpan.FromSeconds(3),
            RingMemory = 65_536,
        };

        Tuning tuning = Tuning.Of(options, executors: 64, processors: 1);

        Assert.Equal(2, tuning.RingCapacity(slotSize: 16, rings: 1));
        Assert.Equal(2, tuning.RingCapacity(slotSize: 1 << 20, rings: 1_000_000));
        Assert.Equal(2, tuning.MostRing);
        Assert.Equal(7, tuning.BatchSize);
        Assert.Equal(options.SpinTime, tuning.SpinTime);
        Assert.Equal(options.MaxIdleWait, tuning.MaxIdleWait);
    }

    [Fact]
    public void Latency_waits_for_less_and_throughput_for_more()
    {
        Tuning[] tunings = [Preferring(Preference.Latency), Preferring(Preference.Balanced), Preferring(Preference.Throughput)];

        Assert.Equal(tunings, tunings.OrderByDescending(t => t.SpinTime));
        Assert.Equal(tunings, tunings.OrderBy(t => t.TurnTime));
        Assert.Equal(tunings, tunings.OrderBy(t => t.BatchSize));
        Assert.Equal(tunings, tunings.OrderBy(t => t.Linger));
        Assert.Equal(tunings, tunings.OrderBy(t => t.MaxIdleWait));
        Assert.Equal(tunings, tunings.OrderBy(t => t.MostRing));
        Assert.Equal([true, false, false], tunings.Select(t => t.AlwaysSpins));
    }

    [Theory]
    [InlineData(16, 1, 8192)]
    [InlineData(16, 512, 8192)]
    [InlineData(16, 513, 4096)]
    [InlineData(100, 1000, 512)]
    [InlineData(100, 1_000_000, 64)]
    [InlineData(1 << 28, 1, 64)]
    public void Rings_share_their_memory_as_powers_of_two_and_never_less_than_64_slots(int slotSize, int rings, int expected)
        => Assert.Equal(expected, Tuning.Of(new EngineOptions { RingMemory = 64 }, executors: 2, processors: 2).RingCapacity(slotSize, rings));

    [Fact]
    public void Threads_that_share_processors_look_on_for_less_and_those_of_one_processor_not_at_all()
    {
        TimeSpan alone = Preferring(Preference.Balanced, executors: 8, processors: 4).SpinTime;

        Assert.Equal(alone, Preferring(Preference.Balanced, executors: 1, processors: 64).SpinTime);
        Assert.Equal(alone / 4, Preferring(Preference.Balanced, executors: 32, processors: 4).SpinTime);
        Assert.Equal(TimeSpan.Zero, Preferring(Preference.Latency, executors: 1, processors: 1).SpinTime);
    }

    [Theory]
    [InlineData(1, 2, false)]
    [InlineData(2, 2, true)]
    [InlineData(8, 64, false)]
    public void Who_has_processors_to_spare_does_not_give_them_away(int executors, int processors, bool yields)
        => Assert.Equal(yields, Preferring(Preference.Balanced, executors, processors).Yields);

    private static Tuning Preferring(Preference prefer, int executors = 2, int processors = 2)
        => Tuning.Of(new EngineOptions { Prefer = prefer }, executors, processors);
}
