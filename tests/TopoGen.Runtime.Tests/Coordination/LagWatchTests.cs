using System.Collections.Immutable;

namespace TopoGen.Runtime.Tests.Coordination;

public sealed class LagWatchTests
{
    private readonly LagWatch _watch = new();

    [Fact]
    public void A_worker_that_runs_an_older_plan_for_long_is_found_once()
    {
        Assert.Empty(Observe(0, plan: 5, applied: 4));
        Assert.Empty(Observe(10, plan: 6, applied: 4));
        Assert.Equal("w1", Assert.Single(Observe(11, plan: 6, applied: 4)).Worker.Id);
        Assert.Empty(Observe(30, plan: 7, applied: 4));
    }

    [Fact]
    public void One_that_runs_the_plan_or_comes_closer_is_not_found()
    {
        Observe(0, plan: 5, applied: 4);
        Assert.Empty(Observe(11, plan: 6, applied: 5));
        Assert.Empty(Observe(20, plan: 6, applied: 6));
        Assert.Empty(Observe(40, plan: 6, applied: 6));
        Assert.Empty(Observe(41, plan: 7, applied: 6));
        Assert.Single(Observe(52, plan: 7, applied: 6));
    }

    [Fact]
    public void A_worker_that_the_plan_does_not_name_is_not_found()
    {
        Observe(0, plan: 5, applied: 0, isNamed: false);
        Assert.Empty(Observe(60, plan: 5, applied: 0, isNamed: false));
    }

    private IReadOnlyList<WorkerLease> Observe(int seconds, long plan, long applied, bool isNamed = true)
    {
        var worker = new WorkerInfo { Id = "w1", Process = "p", Name = "w1", Host = "h", ProcessId = 1 };
        return _watch.Observe(
            new ClusterFacts
            {
                Run = null,
                Register = default,
                Leader = LeaderLease.None,
                Leases = [new WorkerLease(worker, 1, new WorkerReport(applied, 0, 0, 0, false))],
                Plan = new ClusterPlan
                {
                    Token = new FencingToken(plan, 1),
                    Run = "run",
                    Workers = isNamed ? [worker] : [],
                    Components = [],
                },
                Desired = new DesiredState(),
                Ended = ImmutableDictionary<TaskId, bool>.Empty,
                Links = [],
            },
            TimeSpan.FromSeconds(seconds));
    }
}
