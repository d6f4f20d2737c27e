namespace TopoGen.Runtime.Tests.Coordination;

/// <summary>What becomes of a leader that dies, stops, or loses no more than its lead, and of its tasks. Real code on simulated clocks.</summary>
public sealed class ClusterLeaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_killed_leader_that_nobody_saw_die_loses_its_tasks_within_one_lease_time_and_a_second(int seed)
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(3, seed);
            cluster.Leader.Kill();

            cluster.Until(
                () => cluster.Checker.Plans.Count == 2 && cluster.IsSettled(), "the tasks have moved", (cluster.Options.LeaseTime + TimeSpan.FromSeconds(1)).TotalSeconds);
            cluster.Advance(TimeSpan.FromSeconds(10));

            Assert.Equal(2, cluster.Checker.Plans.Count);
            Assert.Equal(1, cluster.Checker.Evictions);
        });

    [Fact]
    public void Another_worker_that_died_with_the_leader_is_watched_for_a_lease_time_of_its_own()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(3);
            SimulatedWorker leader = cluster.Leader;
            SimulatedWorker other = cluster.Workers.First(w => w != leader);
            other.Kill();
            leader.Kill();

            cluster.Until(() => cluster.Checker.Evictions == 1, "the leader is evicted", 4);
            Assert.Contains(cluster.Facts.Leases, l => l.Worker.Id == other.State.Id);
            cluster.Until(() => cluster.Checker.Evictions == 2 && cluster.IsSettled(), "the other one is evicted", 4);
        });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_leader_that_loses_no_more_than_its_lead_keeps_its_tasks(int seed)
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(3, seed);
            SimulatedWorker former = cluster.Leader;
            FencingToken term = cluster.Facts.Register;

            // Its token is not valid any more, so its lease as a leader stands still and the other one does not. It is slow to claim.
            cluster.Store.Look(d => d.Register = term with { Nonce = ~term.Nonce });
            former.Store.Faults.Latency = TimeSpan.FromMilliseconds(400);
            cluster.Until(() => cluster.Facts.Leader.Holder != former.State.Id, "another one takes the lead", 5);
            cluster.Advance(TimeSpan.FromSeconds(10));

            Assert.Equal(0, cluster.Checker.Evictions);
            Assert.Single(cluster.Checker.Plans);
            Assert.Single(cluster.Workers, w => w.State.IsLeading);
        });

    [Fact]
    public void A_leader_that_goes_on_after_its_successor_has_begun_comes_back_as_a_new_worker_and_its_tasks_stay_where_they_are()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(3);
            SimulatedWorker former = cluster.Leader;
            string id = former.State.Id;
            former.Stop();
            cluster.Until(() => cluster.Checker.Evictions == 1, "it is evicted", 4);

            former.Continue();
            cluster.Until(() => former.State.Id != id && cluster.IsSettled(), "it is back", 3);
            cluster.Advance(TimeSpan.FromSeconds(10));

            Assert.Equal(2, cluster.Checker.Plans.Count);
            Assert.Empty(former.Engine.Tasks);
        });

    [Fact]
    public void A_leader_that_goes_on_before_its_lease_is_over_stays_and_leads()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(3);
            SimulatedWorker leader = cluster.Leader;
            leader.Stop();
            cluster.Advance(cluster.Options.LeaseTime - TimeSpan.FromMilliseconds(600));
            leader.Continue();
            cluster.Advance(TimeSpan.FromSeconds(10));

            Assert.Same(leader, cluster.Leader);
            Assert.Equal(0, cluster.Checker.Evictions);
            Assert.Single(cluster.Checker.Plans);
        });

    [Fact]
    public void A_successor_that_stalls_with_its_claim_granted_watches_its_predecessor_anew()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(2);
            SimulatedWorker leader = cluster.Leader;
            SimulatedWorker successor = cluster.Workers.First(w => w != leader);
            FencingToken term = cluster.Facts.Register;
            leader.Stop();

            // Each of its calls takes a while, so that it stops between the claim and its first look.
            cluster.Advance(TimeSpan.FromSeconds(2));
            successor.Store.Faults.Latency = TimeSpan.FromMilliseconds(300);
            cluster.Until(() => cluster.Facts.Register.Generation > term.Generation, "it has the lead", 4);
            successor.Stop();
            cluster.Advance(TimeSpan.FromSeconds(2));
            successor.Store.Faults.Latency = TimeSpan.Zero;
            leader.Continue();
            successor.Continue();
            cluster.Advance(TimeSpan.FromSeconds(10));

            Assert.Equal(0, cluster.Checker.Evictions);
            Assert.Single(cluster.Checker.Plans);
        });

    [Fact]
    public void A_leader_that_was_stopped_finds_another_one_and_comes_back_as_a_new_worker()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(3);
            SimulatedWorker former = cluster.Leader;
            string id = former.State.Id;
            former.Stop();
            cluster.Until(() => cluster.Alive.Any(w => w != former && w.State.IsLeading) && cluster.IsSettled(), "a successor acts", 10);
            FencingToken register = cluster.Facts.Register;
            int plans = cluster.Checker.Plans.Count;

            former.Continue();
            Assert.True(former.Engine.IsSuspended || former.Engine.Plan is null || former.State.Id != id);
            cluster.Advance(TimeSpan.FromSeconds(5));

            Assert.NotEqual(id, former.State.Id);
            Assert.False(former.State.IsLeading);
            Assert.Equal(register, cluster.Facts.Register);
            Assert.Equal(plans, cluster.Checker.Plans.Count);
            Assert.True(cluster.Status.Refused["renew"] > 0);
            Assert.True(cluster.Status.Metrics[former.State.Id].RefusedWrites > 0);
        });

    [Fact]
    public void What_a_stopped_leader_had_sent_is_refused_when_it_arrives_late()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(3);
            SimulatedWorker former = cluster.Leader;
            ClusterFacts old = cluster.Facts;
            SimulatedWorker other = cluster.Workers.First(w => w != former);
            former.Stop();
            cluster.Until(() => cluster.Alive.Any(w => w != former && w.State.IsLeading) && cluster.IsSettled(), "a successor acts", 10);

            ClusterPlan late = old.Plan! with { Token = old.Register with { Generation = old.Register.Generation + 100 } };
            Assert.False(former.Store.PublishAsync(old.Register, late, default).Result);
            Assert.False(former.Store.FinishAsync(SimulatedCluster.RunId, old.Register, null, RunPhase.Completed, null, default).Result);
            Assert.False(former.Store.EvictAsync(SimulatedCluster.RunId, other.State.Id, null, old.Register, default).Result);
            Assert.Equal(["evict", "finish", "publish"], cluster.Status.Refused.Keys.Intersect(["publish", "finish", "evict"]));
        });
}
