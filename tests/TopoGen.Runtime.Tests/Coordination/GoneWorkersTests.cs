using System.Collections.Immutable;

namespace TopoGen.Runtime.Tests.Coordination;

public sealed class GoneWorkersTests
{
    [Fact]
    public void A_term_begins_with_a_wait_for_last_reports()
    {
        LeaderState state = Begin();
        Assert.Null(Look(ref state, 0, "a").Kept);
        Assert.Null(Look(ref state, 59, "a").Kept);
        Assert.Equal(["a"], Look(ref state, 60, "a").Kept!);
    }

    [Fact]
    public void Who_went_less_than_a_minute_ago_may_still_report()
    {
        LeaderState state = Begin();
        Look(ref state, 0, "a", "b", "c");
        Look(ref state, 20, "a", "b");
        Look(ref state, 40, "a");
        Assert.Equal(["a", "b", "c"], Look(ref state, 60, "a").Kept!.Order());
        Assert.Null(Look(ref state, 100, "a").Kept);
        Assert.Equal(["a"], Look(ref state, 120, "a").Kept!);
    }

    [Fact]
    public void Who_is_in_the_plan_is_kept_without_a_lease()
    {
        LeaderState state = Begin();
        ClusterFacts facts = Facts("a") with
        {
            Plan = new ClusterPlan { Token = default, Run = "run", Workers = [Workers.Of("planned")], Components = [] },
        };
        state = GoneWorkers.Observe(state, facts, At(60));

        Assert.Equal(["a", "planned"], GoneWorkers.Fold(state, LeaderActions.None, At(60)).Actions.Kept!.Order());
    }

    [Fact]
    public void A_plan_goes_first_for_it_changes_the_token()
    {
        LeaderState state = GoneWorkers.Observe(Begin(), Facts("a"), At(60));
        var plan = new ClusterPlan { Token = new FencingToken(2, 1), Run = "run", Workers = [], Components = [] };

        (state, LeaderActions actions) = GoneWorkers.Fold(state, new LeaderActions { Plan = plan }, At(60));

        Assert.Null(actions.Kept);
        Assert.NotNull(GoneWorkers.Fold(state, LeaderActions.None, At(60.1)).Actions.Kept);
    }

    [Fact]
    public void Workers_that_come_and_go_leave_one_record_in_the_store_and_all_that_they_counted()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(1);
            const int Flapping = 100;
            for (int i = 0; i < Flapping; i++)
            {
                SimulatedWorker worker = cluster.Start();
                worker.Engine.Counted = 1;
                cluster.Advance(TimeSpan.FromMilliseconds(300));
                worker.Kill();
                cluster.Evict(worker);
            }

            Assert.Equal(Flapping, cluster.Status.Metrics.Values.Sum(m => m.RefusedFrames));
            cluster.Advance(2 * GoneWorkers.Grace);

            Assert.Equal(["", cluster.Leader.State.Id], cluster.Status.Metrics.Keys);
            Assert.Equal(Flapping, cluster.Status.Metrics[""].RefusedFrames);
            Assert.Single(cluster.Checker.Plans);
        });

    private static LeaderState Begin()
        => LeaderState.Begin("run", "w", new FencingToken(1, 1), 1, null) with { Began = TimeSpan.Zero };

    private static LeaderActions Look(ref LeaderState state, double second, params string[] leases)
    {
        (state, LeaderActions actions) = GoneWorkers.Fold(GoneWorkers.Observe(state, Facts(leases), At(second)), LeaderActions.None, At(second));
        return actions;
    }

    private static ClusterFacts Facts(params string[] leases) => new()
    {
        Run = null,
        Register = default,
        Leader = LeaderLease.None,
        Leases = [.. leases.Select(name => new WorkerLease(Workers.Of(name), 1, default))],
        Plan = null,
        Desired = new DesiredState(),
        Ended = ImmutableDictionary<TaskId, bool>.Empty,
        Links = [],
    };

    private static Reading At(double second) => new(TimeSpan.FromSeconds(second), TimeSpan.FromSeconds(second));
}
