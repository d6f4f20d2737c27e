namespace TopoGen.Runtime.Tests.Engine.Adapting;

public class LingerTests
{
    /// <summary>Of the system's clock, in which a millisecond is so long.</summary>
    private static readonly long Millisecond = TimeProvider.System.TimestampFrequency / 1000;

    [Fact]
    public void It_is_sixteen_times_what_sending_takes_and_a_millisecond_at_the_most()
    {
        Linger linger = Preferring(Preference.Balanced);
        Assert.Equal(Millisecond, linger.Time);

        linger.Note(Millisecond / 100);
        Assert.Equal(Millisecond / 100 * 16, linger.Time);

        for (int i = 0; i < 100; i++)
        {
            linger.Note(Millisecond);
        }

        Assert.Equal(Millisecond, linger.Time);
    }

    [Fact]
    public void One_slow_send_among_fast_ones_counts_as_an_eighth()
    {
        Linger linger = Preferring(Preference.Balanced);
        linger.Note(Millisecond / 1000);
        linger.Note(Millisecond / 1000 * 9);
        Assert.Equal(Millisecond / 1000 * 2 * 16, linger.Time);
    }

    [Theory]
    [InlineData(Preference.Latency, 0)]
    [InlineData(Preference.Throughput, 1)]
    public void Who_prefers_something_waits_alike_whatever_sending_takes(Preference prefer, int milliseconds)
    {
        Linger linger = Preferring(prefer);
        foreach (long took in (long[])[0, 1, Millisecond, 0])
        {
            Assert.Equal(milliseconds * Millisecond, linger.Time);
            linger.Note(took);
        }

        Assert.Equal(milliseconds * Millisecond, linger.Time);
    }

    private static Linger Preferring(Preference prefer)
        => new(Tuning.Of(new EngineOptions { Prefer = prefer }, executors: 1, processors: 2), TimeProvider.System);
}
