namespace TopoGen.Runtime.Tests.Coordination;

/// <summary>What workers ask of the store, counted: nothing grows with the square of their number.</summary>
public sealed class ClusterScaleTests
{
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(20);

    [Fact]
    public void At_rest_each_worker_asks_as_often_as_in_a_small_cluster()
        => SimulatedCluster.Simulate(() =>
        {
            (int few, int many) = (4, 40);
            Dictionary<string, long> small = CallsAtRest(few);
            Dictionary<string, long> large = CallsAtRest(many);

            Assert.Equal(["ReadFactsAsync", "RenewAsync", "ReportMetricsAsync"], large.Keys.Order(StringComparer.Ordinal));
            Assert.InRange(large["RenewAsync"], many * 36, many * 41);
            Assert.InRange(small["RenewAsync"], few * 36, few * 41);
            Assert.InRange(large["ReportMetricsAsync"], many * 17, many * 21);
            Assert.InRange(large["ReadFactsAsync"], 36, 41);
            Assert.InRange(small["ReadFactsAsync"], 36, 41);
        });

    [Fact]
    public void A_death_costs_one_plan_which_each_worker_reads_once()
        => SimulatedCluster.Simulate(() =>
        {
            const int Alive = 30;
            SimulatedCluster cluster = SimulatedCluster.Running(Alive + 1);
            long before = Calls(cluster).GetValueOrDefault("ReadPlanAsync");
            long published = Calls(cluster).GetValueOrDefault("PublishAsync");

            cluster.Workers.First(w => w.IsAlive && !w.State.IsLeading).Kill();
            cluster.Advance(TimeSpan.FromSeconds(6));
            cluster.Settle();

            Assert.Equal(Alive, Calls(cluster)["ReadPlanAsync"] - before);
            Assert.Equal(1, Calls(cluster)["PublishAsync"] - published);
        });

    [Fact]
    public void Only_so_many_silent_peers_are_named()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(2);
            SimulatedWorker worker = cluster.Workers[0];
            worker.Engine.SilentPeers = [.. Enumerable.Range(0, 500).Select(i => $"silent{i}")];
            cluster.Advance(TimeSpan.FromSeconds(5));

            Assert.Equal(WorkerReport.MostSilent, cluster.Facts.Leases.Single(l => l.Worker.Id == worker.State.Id).Report.Silent!.Count);
            Assert.Equal(WorkerReport.MostSilent, cluster.Facts.Links.Length);
        });

    private static Dictionary<string, long> CallsAtRest(int workers)
    {
        SimulatedCluster cluster = SimulatedCluster.Running(workers);
        Dictionary<string, long> before = Calls(cluster);
        cluster.Advance(Watched);
        return Calls(cluster).ToDictionary(c => c.Key, c => c.Value - before.GetValueOrDefault(c.Key)).Where(c => c.Value > 0).ToDictionary();
    }

    /// <summary>Of all workers together.</summary>
    private static Dictionary<string, long> Calls(SimulatedCluster cluster)
        => cluster.Workers.SelectMany(w => w.Store.Calls).GroupBy(c => c.Key, c => c.Value).ToDictionary(c => c.Key, c => c.Sum());
}
