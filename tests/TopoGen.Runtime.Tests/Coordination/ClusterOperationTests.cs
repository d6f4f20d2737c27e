using System.Collections.Immutable;

namespace TopoGen.Runtime.Tests.Coordination;

/// <summary>What operators want, and how it is carried out. Real coordination code on simulated clocks.</summary>
public sealed class ClusterOperationTests
{
    [Fact]
    public void A_rebalance_comes_to_rest_first_and_then_moves_as_few_tasks_as_possible()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(1);
            cluster.Start();
            cluster.Workers[0].Engine.Pending = 1;
            cluster.Change(d => d with { Rebalance = 1 });
            cluster.Advance(TimeSpan.FromSeconds(5));
            Assert.Equal([PlanMode.Active, PlanMode.Inactive], cluster.Checker.Plans.Select(p => p.Plan.Mode));

            cluster.Workers[0].Engine.Pending = 0;
            cluster.Until(() => cluster.Checker.Plans.Count == 4 && cluster.IsSettled(), "tasks have moved", 5);

            Assert.Equal(
                [PlanMode.Active, PlanMode.Inactive, PlanMode.Inactive, PlanMode.Active], cluster.Checker.Plans.Select(p => p.Plan.Mode));
            Assert.Equal(PlanTasks.Of(cluster.Checker.Plans[2].Plan), PlanTasks.Of(cluster.Checker.Plans[3].Plan));
            Assert.Equal(4, cluster.Workers[0].Engine.Tasks.Count);
            Assert.Equal(4, cluster.Workers[1].Engine.Tasks.Count);
            Assert.Equal((1, 1), (cluster.Plan.Rebalance, cluster.Plan.Desired));
        });

    [Fact]
    public void A_second_rebalance_wakes_nobody_before_all_run_the_plan_of_the_first()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(1);
            cluster.Start();
            FakeEngine late = cluster.Workers[0].Engine;
            late.Pending = 1;
            cluster.Change(d => d with { Rebalance = 1 });
            cluster.Advance(TimeSpan.FromSeconds(5));
            var gate = new TaskCompletionSource();
            (late.Slowness, late.Pending) = (gate.Task, 0);
            cluster.Until(() => cluster.Checker.Plans.Count == 3, "tasks are to move", 5);

            cluster.Change(d => d with { Rebalance = 2 });
            cluster.Advance(TimeSpan.FromSeconds(5));
            Assert.Equal(2, cluster.Plan.Rebalance);
            Assert.All(cluster.Checker.Plans.Skip(1), p => Assert.Equal(PlanMode.Inactive, p.Plan.Mode));

            gate.SetResult();
            cluster.Until(() => cluster.Plan.Mode == PlanMode.Active && cluster.IsSettled(), "all run again", 5);
        });

    [Fact]
    public void A_rebalance_does_not_wait_for_ever_and_says_what_that_may_cost()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(1);
            cluster.Start();
            cluster.Workers[0].Engine.Pending = 1;
            cluster.Change(d => d with { Rebalance = 1 });

            cluster.Until(() => cluster.Checker.Plans.Count == 3, "tasks have moved", 35);

            Assert.True(Assert.Single(cluster.Status.Losses).Tuples > 0);
        });

    [Fact]
    public void Another_parallelism_adds_and_removes_tasks_at_the_end()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(2);
            cluster.Change(d => d with { Parallelism = d.Parallelism.SetItem("Tally", 6).SetItem("Split", 1) });
            ImmutableArray<PlannedTask> before = cluster.Plan.Components[2].Tasks;

            cluster.Until(() => cluster.Plan.Desired == 1 && cluster.IsSettled(), "it is done", 10);

            Assert.Equal([1, 1, 6, 1], cluster.Plan.Components.Select(c => c.Tasks.Length));
            Assert.Equal(before.Select(t => t.Worker), cluster.Plan.Components[2].Tasks.Take(4).Select(t => t.Worker));
            Assert.All(cluster.Plan.Components[2].Tasks, t => Assert.True(t.Incarnation > before.Max(b => b.Incarnation)));
        });

    [Fact]
    public void Fewer_workers_leave_the_others_as_spares_which_step_in()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(3);
            cluster.Change(d => d with { Workers = 1 });
            cluster.Until(() => cluster.Plan.Desired == 1 && cluster.IsSettled(), "it is done", 10);
            SimulatedWorker only = Assert.Single(cluster.Workers, w => w.Engine.Tasks.Count > 0);

            only.Kill();
            cluster.Evict(only);
            cluster.Until(() => cluster.Plan.Workers.All(w => w.Id != only.State.Id) && cluster.IsSettled(), "a spare steps in", 5);

            Assert.Single(cluster.Workers, w => w.Engine.Tasks.Count > 0 && !w.IsDead);
        });

    [Fact]
    public void Wishes_that_do_not_fit_are_reported_once_and_change_nothing()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(2);
            cluster.Change(d => d with { Parallelism = d.Parallelism.SetItem("Tallly", 6) });
            cluster.Advance(TimeSpan.FromSeconds(10));

            Assert.Single(cluster.Checker.Plans);
            Assert.Contains("did you mean 'Tally'", Assert.Single(cluster.Status.Errors).Message, StringComparison.Ordinal);
        });

    [Fact]
    public void An_engine_that_takes_long_to_apply_a_plan_keeps_its_lease_and_takes_only_the_newest()
        => SimulatedCluster.Simulate(() =>
        {
            var cluster = new SimulatedCluster(SimulatedCluster.Seed);
            SimulatedWorker slow = cluster.Start();
            var gate = new TaskCompletionSource();
            slow.Engine.Slowness = gate.Task;
            cluster.Start();
            cluster.Until(() => cluster.Checker.Plans.Count == 1, "a plan");
            string id = slow.State.Id;
            cluster.Change(d => d with { Active = false });
            cluster.Advance(TimeSpan.FromSeconds(3));
            cluster.Change(d => d with { Active = true });
            cluster.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal(2, cluster.Checker.Plans.Count);
            Assert.Null(slow.Engine.Plan);

            gate.SetResult();
            cluster.Settle(2);

            Assert.Equal(id, slow.State.Id);
        });
}
