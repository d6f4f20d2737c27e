using TopoGen.Runtime.Tests.Engine;
using TopoGen.Runtime.Tests.Planning;

namespace TopoGen.Runtime.Tests.Coordination;

/// <summary>Who has what in reserve, and what becomes of that. Real coordination code on simulated clocks.</summary>
public sealed class ClusterStandbyTests
{
    [Fact]
    public void Tasks_of_a_dead_worker_are_where_their_standbys_were_and_get_others()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = Running(hosts: ["h1", "h1", "h2"]);
            SimulatedWorker victim = cluster.Workers.First(w => w.Engine.Tasks.Any(t => t.Component == "Tally"));
            Dictionary<int, string> standbys = Tally(cluster)
                .Where(t => t.Task.Worker == victim.State.Id)
                .ToDictionary(t => t.Id.Index, t => t.Task.Standby!);
            Assert.All(Tally(cluster), t => Assert.NotEqual(Host(cluster, t.Task.Worker), Host(cluster, t.Task.Standby!)));

            victim.Kill();
            cluster.Evict(victim);
            cluster.Until(() => cluster.Checker.Plans.Count == 2 && cluster.IsSettled(), "the tasks have moved", 10);

            Assert.All(standbys, s => Assert.Equal(s.Value, Tally(cluster)[s.Key].Task.Worker));
            Assert.All(Tally(cluster), t => Assert.True(t.Task.Standby is { } standby && standby != t.Task.Worker && standby != victim.State.Id));
        });

    [Fact]
    public void A_worker_that_joins_holds_standbys_soon_and_nothing_that_runs_moves()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = Running(hosts: ["h1"]);
            TaskId[] before = [.. cluster.Workers[0].Engine.Tasks];
            Assert.All(Tally(cluster), t => Assert.Null(t.Task.Standby));

            SimulatedWorker joined = cluster.Start();
            cluster.Until(() => Tally(cluster).All(t => t.Task.Standby == joined.State.Id) && cluster.IsSettled(), "it holds the standbys", 5);

            Assert.Equal(before, cluster.Workers[0].Engine.Tasks);
            Assert.Empty(cluster.Status.Losses);
        });

    [Fact]
    public void A_worker_that_held_standbys_alone_is_replaced_and_nothing_that_runs_moves()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = Running(hosts: ["h1"]);
            SimulatedWorker joined = cluster.Start();
            cluster.Until(() => Tally(cluster).All(t => t.Task.Standby == joined.State.Id) && cluster.IsSettled(), "it holds the standbys", 5);
            TaskId[] before = [.. cluster.Workers[0].Engine.Tasks];

            joined.Kill();
            cluster.Evict(joined);
            SimulatedWorker next = cluster.Start();
            cluster.Until(() => Tally(cluster).All(t => t.Task.Standby == next.State.Id) && cluster.IsSettled(), "another one holds them", 10);

            Assert.Equal(before, cluster.Workers[0].Engine.Tasks);
        });

    [Fact]
    public void Plans_do_not_change_while_nothing_happens()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = Running(hosts: ["h1", "h2", "h1"]);
            int plans = cluster.Checker.Plans.Count;
            SimulatedWorker worker = cluster.Workers.First(w => w.Engine.Tasks.Any(t => t.Component == "Tally"));
            worker.Engine.End(worker.Engine.Tasks.First(t => t.Component == "Tally"), inputOver: true);

            cluster.Advance(TimeSpan.FromSeconds(20));

            Assert.Equal(plans, cluster.Checker.Plans.Count);
        });

    private static (TaskId Id, PlannedTask Task)[] Tally(SimulatedCluster cluster) => [.. PlanTasks.Of(cluster.Plan).Where(t => t.Id.Component == "Tally")];

    private static string Host(SimulatedCluster cluster, string worker) => cluster.Plan.Workers.Single(w => w.Id == worker).Host;

    /// <summary>A cluster that runs its first plan.</summary>
    private static SimulatedCluster Running(string[] hosts)
    {
        var shape = new TopologyShape(Definitions.Topology(
            Definitions.Spout("Lines"),
            Definitions.Bolt("Tally", 4, Recovery.HotStandby, Definitions.From("Lines", Definitions.ByValue())),
            Definitions.Bolt("Report", Definitions.From("Tally", Grouping.Global<DagTuple>()))));
        var cluster = new SimulatedCluster(SimulatedCluster.Seed, shape: shape);
        foreach (string host in hosts)
        {
            cluster.Start(host);
        }

        cluster.Settle();
        cluster.Advance(TimeSpan.FromSeconds(5));
        return cluster;
    }
}
