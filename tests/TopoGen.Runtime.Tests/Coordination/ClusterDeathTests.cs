namespace TopoGen.Runtime.Tests.Coordination;

/// <summary>What becomes of the tasks of workers that die. Real coordination code on simulated clocks.</summary>
public sealed class ClusterDeathTests
{
    [Fact]
    public void A_killed_worker_whose_end_was_seen_loses_its_tasks_within_a_second_and_no_other_does()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(3);
            SimulatedWorker victim = cluster.Workers.First(w => w != cluster.Leader);
            Dictionary<SimulatedWorker, TaskId[]> before =
                cluster.Workers.Where(w => w != victim).ToDictionary(w => w, w => w.Engine.Tasks.ToArray());

            victim.Kill();
            cluster.Evict(victim);
            cluster.Until(() => cluster.Checker.Plans.Count == 2 && cluster.IsSettled(), "the tasks have moved", 1.5);

            Assert.All(before, b => Assert.Subset(b.Key.Engine.Tasks.ToHashSet(), b.Value.ToHashSet()));
            LossReport loss = Assert.Single(cluster.Status.Losses);
            Assert.Equal(victim.Name, loss.Worker);
            Assert.True(loss.Tuples > 0);
        });

    [Fact]
    public void A_killed_worker_that_nobody_saw_die_loses_its_tasks_after_its_lease()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(3);
            cluster.Workers.First(w => w != cluster.Leader).Kill();

            cluster.Until(() => cluster.Checker.Plans.Count == 2 && cluster.IsSettled(), "the tasks have moved", 5);
        });

    [Fact]
    public void When_all_die_at_once_those_who_come_after_take_over()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(3);
            cluster.Workers.ForEach(w => w.Kill());
            cluster.Start();
            cluster.Start();

            cluster.Settle(25);
        });

    [Fact]
    public void Spare_that_outlives_all_who_have_tasks_takes_them_at_once()
        => SimulatedCluster.Simulate(() =>
        {
            var cluster = new SimulatedCluster(seed: 1, new DesiredState { Workers = 1 });
            SimulatedWorker busy = cluster.Start();
            cluster.Settle();
            SimulatedWorker spare = cluster.Start();
            cluster.Advance(TimeSpan.FromSeconds(10));
            Assert.Empty(spare.Engine.Tasks);
            Assert.Equal(busy, cluster.Leader);

            busy.Kill();
            cluster.Evict(busy);

            // A new leader that took it for a start would wait a second for others to join.
            cluster.Until(() => spare.Engine.Tasks.Any() && cluster.IsSettled(), "the spare has all tasks", 0.9);
        });

    [Fact]
    public void An_ended_task_is_not_placed_again_when_its_worker_dies()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(2);
            SimulatedWorker victim = cluster.Workers.First(w => w.Engine.Tasks.Any(t => t.Component == "Lines"));
            victim.Engine.End(victim.Engine.Tasks.First(t => t.Component == "Lines"), inputOver: true);
            cluster.Advance(TimeSpan.FromSeconds(1));

            victim.Kill();
            cluster.Evict(victim);
            cluster.Until(() => cluster.Checker.Plans.Count == 2 && cluster.IsSettled(), "its other tasks have moved", 6);

            Assert.True(cluster.Plan.Components[0].Tasks.Single().HasEnded);
        });

    [Fact]
    public void A_loss_that_the_store_does_not_take_holds_no_repair_up()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(3);
            cluster.Workers.ForEach(w => w.Store.Faults.TakesNoLosses = true);
            SimulatedWorker victim = cluster.Workers.First(w => w != cluster.Leader);
            victim.Kill();
            cluster.Evict(victim);

            cluster.Until(() => cluster.Checker.Plans.Count == 2 && cluster.IsSettled(), "the others have its tasks", 5);

            Assert.Empty(cluster.Status.Losses);
            Assert.Contains($"The loss with {victim.Name} (generation ", cluster.ToString(), StringComparison.Ordinal);
        });
}
