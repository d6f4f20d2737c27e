namespace TopoGen.Runtime.Tests.Coordination;

public sealed class LeaseWatchTests
{
    private static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(3);

    [Fact]
    public void A_lease_that_stands_still_is_over()
    {
        LeaseWatch watch = Read(LeaseWatch.Begin(Lease(5), At(0)), 5, 1, 2, 2.9);
        Assert.False(watch.IsOver(TimeToLive));
        Assert.True(Read(watch, 5, 3).IsOver(TimeToLive));
    }

    [Fact]
    public void One_that_moves_is_not()
    {
        LeaseWatch watch = Read(LeaseWatch.Begin(Lease(5), At(0)), 5, 1, 2);
        Assert.False(Read(Read(watch, 6, 2.5), 6, 3, 4, 5).IsOver(TimeToLive));
    }

    [Fact]
    public void Another_holder_is_a_change_whatever_the_counter()
        => Assert.False(LeaseWatch.Begin(Lease(5), At(0)).Observe(new LeaderLease("other", 5), At(1), TimeToLive)
            .Observe(new LeaderLease("other", 5), At(2), TimeToLive)
            .Observe(new LeaderLease("other", 5), At(3), TimeToLive).IsOver(TimeToLive));

    [Fact]
    public void An_observer_that_did_not_look_begins_anew()
    {
        LeaseWatch watch = Read(LeaseWatch.Begin(Lease(5), At(0)), 5, 30);
        Assert.False(watch.IsOver(TimeToLive));
        Assert.False(Read(watch, 5, 31, 32).IsOver(TimeToLive));
        Assert.True(Read(watch, 5, 31, 32, 33).IsOver(TimeToLive));
    }

    [Fact]
    public void Time_spent_waiting_for_answers_does_not_count()
    {
        // Each answer came one second after its question: what is sure is the time from the first answer to the last question.
        LeaseWatch watch = LeaseWatch.Begin(Lease(5), new Reading(Seconds(0), Seconds(1)));
        watch = watch.Observe(Lease(5), new Reading(Seconds(1), Seconds(1.4)), TimeToLive);
        watch = watch.Observe(Lease(5), new Reading(Seconds(2.2), Seconds(2.4)), TimeToLive);
        watch = watch.Observe(Lease(5), new Reading(Seconds(3.2), Seconds(3.6)), TimeToLive);
        Assert.False(watch.IsOver(TimeToLive));
        Assert.True(watch.Observe(Lease(5), new Reading(Seconds(4), Seconds(4.5)), TimeToLive).IsOver(TimeToLive));
    }

    [Fact]
    public void An_answer_that_took_too_long_begins_anew()
        => Assert.Equal(Seconds(2), LeaseWatch.Begin(Lease(5), At(0)).Observe(Lease(5), new Reading(Seconds(0.1), Seconds(2)), TimeToLive).Since);

    private static LeaseWatch Read(LeaseWatch watch, long counter, params double[] times)
        => times.Aggregate(watch, (w, seconds) => w.Observe(Lease(counter), At(seconds), TimeToLive));

    private static LeaderLease Lease(long counter) => new("w", counter);

    private static Reading At(double seconds) => new(Seconds(seconds), Seconds(seconds));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
