namespace TopoGen.Runtime.Tests.Coordination;

/// <summary>Workers that keep their leases and do not hear each other. Real coordination code on simulated clocks.</summary>
public sealed class ClusterLinkTests
{
    [Fact]
    public void Of_a_dead_link_one_end_goes_and_cools_down()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(3);
            SimulatedWorker cut = cluster.Workers.First(w => w != cluster.Leader);
            string id = cut.State.Id;
            foreach (SimulatedWorker worker in cluster.Workers.Where(w => w != cut))
            {
                worker.Engine.SilentPeers = [id];
            }

            cluster.Until(() => cut.State.Id != id && cluster.IsSettled(), "it is evicted", 5);
            cluster.Change(d => d with { Rebalance = 1 });
            cluster.Until(() => cluster.Plan.Rebalance == 1 && cluster.IsSettled(), "tasks are spread", 10);
            Assert.Empty(cut.Engine.Tasks);

            cluster.Advance(cluster.Options.LinkCoolDown);
            cluster.Change(d => d with { Rebalance = 2 });
            cluster.Until(() => cluster.Plan.Rebalance == 2 && cluster.IsSettled(), "tasks are spread", 10);
            Assert.NotEmpty(cut.Engine.Tasks);
        });

    [Fact]
    public void A_link_that_is_back_soon_is_forgiven()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(3);
            cluster.Workers[0].Engine.SilentPeers = [cluster.Workers[1].State.Id];
            cluster.Advance(TimeSpan.FromMilliseconds(700));
            cluster.Workers[0].Engine.SilentPeers = [];
            cluster.Advance(TimeSpan.FromSeconds(10));

            Assert.Equal(0, cluster.Checker.Evictions);
        });
}
