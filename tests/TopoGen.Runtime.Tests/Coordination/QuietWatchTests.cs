using System.Collections.Immutable;

namespace TopoGen.Runtime.Tests.Coordination;

public sealed class QuietWatchTests
{
    private static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(3);
    private static readonly ClusterPlan Plan = new() { Token = new FencingToken(5, 1), Run = "run", Workers = [], Components = [] };

    [Fact]
    public void Two_equal_rounds_are_quiet_and_the_second_counts_only_when_it_was_made_after_the_first_was_read()
    {
        QuietWatch watch = Observe(null, 0, A(1, sent: 7), B(1, received: 7));
        Assert.False(IsQuiet(watch, 1, A(2, sent: 7), B(9, received: 7)));
        Assert.True(IsQuiet(watch, 1, A(3, sent: 7), B(9, received: 7)));
    }

    [Fact]
    public void A_tuple_that_passes_between_the_rounds_begins_anew()
    {
        QuietWatch watch = Observe(null, 0, A(1, sent: 7), B(1, received: 7));
        WorkerLease[] second = [A(3, sent: 8), B(3, received: 8)];
        watch = Observe(watch, 1, second);
        Assert.False(IsQuiet(watch, 1, second));
        Assert.True(IsQuiet(watch, 2, A(5, sent: 8), B(5, received: 8)));
    }

    [Fact]
    public void Tuples_on_their_way_are_not_quiet_until_nothing_has_moved_for_the_time_to_live()
    {
        QuietWatch watch = Observe(null, 0, A(1, sent: 8), B(1, received: 7));
        Assert.False(IsQuiet(watch, 2, A(4, sent: 8), B(4, received: 7)));
        Assert.True(IsQuiet(watch, 3, A(7, sent: 8), B(7, received: 7)));
    }

    [Fact]
    public void Pending_work_an_older_plan_a_suspension_or_a_silent_link_are_not_quiet()
    {
        WorkerLease quiet = B(1);
        Assert.All(
            new WorkerReport[]
            {
                new(5, 0, 0, 1, false), new(4, 0, 0, 0, false), new(5, 0, 0, 0, true), new(5, 0, 0, 0, false) { Silent = ["b"] },
            },
            report => Assert.Empty(Observe(null, 0, A(1) with { Report = report }, quiet).Round));
        Assert.NotEmpty(Observe(null, 0, A(1) with { Report = new WorkerReport(5, 0, 0, 0, false) { Silent = ["gone"] } }, quiet).Round);
    }

    private static QuietWatch Observe(QuietWatch? watch, double second, params ImmutableArray<WorkerLease> workers)
        => QuietWatch.Observe(watch, Plan, workers, new Reading(TimeSpan.FromSeconds(second), TimeSpan.FromSeconds(second)));

    private static bool IsQuiet(QuietWatch watch, double second, params ImmutableArray<WorkerLease> workers)
        => Observe(watch, second, workers).IsQuiet(workers, TimeSpan.FromSeconds(second), TimeToLive);

    private static WorkerLease A(long counter, long sent = 0)
        => new(Workers.Of("a"), counter, new WorkerReport(5, sent, 0, 0, false));

    private static WorkerLease B(long counter, long received = 0)
        => new(Workers.Of("b"), counter, new WorkerReport(5, 0, received, 0, false));
}
