namespace TopoGen.Runtime.Tests.Coordination;

/// <summary>How runs end, and for whom. Real coordination code on simulated clocks.</summary>
public sealed class ClusterEndTests
{
    [Fact]
    public void When_all_tasks_have_ended_the_run_is_complete()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(2);
            EndAll(cluster, inputOver: true);

            cluster.Until(() => cluster.Workers.All(w => w.Run.IsCompleted), "all stop", 5);

            Assert.All(cluster.Workers, w => Assert.Equal(new RunEnd(RunPhase.Completed, null), w.Run.Result));
            Assert.All(cluster.Workers, w => Assert.True(w.Engine.IsStopped));
        });

    [Fact]
    public void A_killed_topology_drains()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(2);
            cluster.Change(d => d with { Killed = true });
            cluster.Until(() => cluster.Plan.Mode == PlanMode.Draining && cluster.IsSettled(), "it drains", 3);
            EndAll(cluster, inputOver: false);

            cluster.Until(() => cluster.Workers.All(w => w.Run.IsCompleted), "all stop", 5);

            Assert.Equal(RunPhase.Drained, cluster.Workers[0].Run.Result!.Phase);
        });

    [Fact]
    public void A_killed_topology_that_does_not_come_to_its_end_is_ended()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(2);
            cluster.Change(d => d with { Killed = true, KillWait = 5000 });

            cluster.Until(() => cluster.Workers.All(w => w.Run.IsCompleted), "all stop", 8);

            Assert.Equal(RunPhase.DrainTimedOut, cluster.Workers[0].Run.Result!.Phase);
        });

    [Theory]
    [InlineData(true, RunPhase.Refused)]
    [InlineData(false, RunPhase.Failed)]
    public void A_component_that_fails_ends_the_run_for_all(bool isInput, RunPhase phase)
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(2);
            cluster.Workers[1].Engine.Fail(isInput ? new TopologyInputException("no file") : new InvalidOperationException("no file"));

            cluster.Until(() => cluster.Workers.All(w => w.Run.IsCompleted), "all stop", 5);

            Assert.All(cluster.Workers, w => Assert.Equal(new RunEnd(phase, "no file"), w.Run.Result));
        });

    [Fact]
    public void What_fails_in_a_worker_that_was_replaced_ends_nobody_elses_run()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(3);
            SimulatedWorker replaced = cluster.Workers.First(w => w != cluster.Leader);
            replaced.Stop();
            cluster.Evict(replaced);
            cluster.Until(() => cluster.Checker.Plans.Count == 2 && cluster.IsSettled(), "the others have its tasks", 3);

            replaced.Engine.Fail(new TopologyInputException("the successor has the file"));
            replaced.Continue();
            cluster.Until(() => replaced.Run.IsCompleted, "it stops", 5);

            Assert.Equal(new RunEnd(RunPhase.Failed, "the successor has the file"), replaced.Run.Result);
            Assert.True(replaced.Engine.IsStopped);
            Assert.Equal(RunPhase.Running, cluster.Facts.Run!.Phase);
            Assert.Equal(1, cluster.Status.Refused["finish"]);
            Assert.Equal(2, cluster.Facts.Leases.Length);
        });

    [Fact]
    public void A_run_that_is_replaced_is_over_for_its_workers()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(2);
            var next = new RunRecord { Id = "next", Owner = "somebody", Schema = 1 };
            cluster.Store.BeginAsync(next, new DesiredState(), SimulatedCluster.RunId, default).Wait();

            cluster.Until(() => cluster.Workers.All(w => w.Run.IsCompleted), "all stop", 5);

            Assert.Equal(
                new RunEnd(RunPhase.Failed, "run run is gone: run next of somebody has taken its place"), cluster.Workers[0].Run.Result);
        });

    private static void EndAll(SimulatedCluster cluster, bool inputOver)
    {
        foreach (SimulatedWorker worker in cluster.Workers)
        {
            foreach (TaskId task in worker.Engine.Tasks)
            {
                worker.Engine.End(task, inputOver);
            }
        }
    }
}
