namespace TopoGen.Runtime.Tests.Coordination;

/// <summary>Stores that are away, hang, or have forgotten. Real coordination code on simulated clocks.</summary>
public sealed class ClusterStoreTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(30)]
    public void Nobody_works_while_the_store_is_away_and_nobody_has_lost_anything_when_it_is_back(int seconds)
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(3);
            FencingToken plan = cluster.Plan.Token;

            // The leader is the last one away, so that it has seen the others stand still, and the first one back.
            SimulatedWorker leader = cluster.Leader;
            cluster.Workers.ForEach(w => w.Store.Faults.IsUnreachable = w != leader);
            cluster.Advance(TimeSpan.FromSeconds(1));
            leader.Store.Faults.IsUnreachable = true;
            cluster.Advance(cluster.Options.SuspendAfter + TimeSpan.FromMilliseconds(200));
            Assert.All(cluster.Workers, w => Assert.True(w.Engine.IsSuspended));

            cluster.Advance(TimeSpan.FromSeconds(seconds) - cluster.Options.SuspendAfter);

            leader.Store.Faults.IsUnreachable = false;
            cluster.Advance(TimeSpan.FromSeconds(1));
            Assert.False(leader.Engine.IsSuspended);
            cluster.Workers.ForEach(w => w.Store.Faults.IsUnreachable = false);
            cluster.Settle(2);
            cluster.Advance(TimeSpan.FromSeconds(20));

            Assert.Equal(plan, cluster.Plan.Token);
            Assert.Equal(0, cluster.Checker.Evictions);
            Assert.Equal(3, cluster.Log.Messages.Count(m => m.Contains("does not answer", StringComparison.Ordinal)));
        });

    [Fact]
    public void A_store_that_hangs_does_not_delay_the_deadline()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(2);
            SimulatedWorker worker = cluster.Workers[0];
            worker.Store.Faults.Hangs = true;

            cluster.Advance(cluster.Options.SuspendAfter + TimeSpan.FromMilliseconds(200));

            Assert.True(worker.Engine.IsSuspended);
        });

    [Fact]
    public void A_store_that_forgot_its_last_writes_makes_all_tasks_begin_anew()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(3);
            (ClusterPlan plan, FencingToken register) = (cluster.Plan, cluster.Facts.Register);
            cluster.Change(d => d with { Active = false });
            cluster.Until(() => cluster.Plan.Mode == PlanMode.Inactive && cluster.IsSettled(), "a second plan", 3);
            FencingToken forgotten = cluster.Plan.Token;

            // A replica that lagged becomes the primary.
            cluster.Store.Look(d => (d.Plan, d.Register) = (plan, register));
            cluster.Checker.Forget(null);
            cluster.Until(() => cluster.Plan.Token.Generation > forgotten.Generation && cluster.IsSettled(), "all run again", 15);

            Assert.All(PlanTasks.Of(cluster.Plan), t => Assert.True(t.Task.Incarnation > forgotten.Incarnation));
        });
}
