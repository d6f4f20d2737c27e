using System.Collections.Immutable;
using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Coordination;

/// <summary>What a cluster does in one situation each. Real coordination code on simulated clocks.</summary>
public sealed class ClusterTests
{
    private const int Seed = 4711;

    [Fact]
    public void The_first_plan_is_what_describe_says()
        => SimulatedCluster.Simulate(() =>
        {
            var cluster = new SimulatedCluster(Seed, new DesiredState { Workers = 3 });
            SimulatedWorker[] workers = [cluster.Start(), cluster.Start(), cluster.Start()];
            cluster.Settle();

            WorkerInfo[] described = [.. new[] { 2, 3, 1 }.Select(i => Workers.Of($"w{i}"))];
            ImmutableArray<PlannedTasks> fresh =
                TaskAssignment.Fresh(cluster.Shape, cluster.Shape.Parallelism(new DesiredState()), described, 0);
            Assert.Equal(
                fresh.SelectMany(c => c.Tasks).Select(t => t.Worker),
                cluster.Plan.Components.SelectMany(c => c.Tasks).Select(t => workers.Single(w => w.State.Id == t.Worker).Name));
            Assert.Single(cluster.Checker.Plans);
        });

    [Fact]
    public void A_start_waits_for_those_that_are_expected_but_not_for_ever()
        => SimulatedCluster.Simulate(() =>
        {
            var cluster = new SimulatedCluster(Seed, new DesiredState { Workers = 3 });
            cluster.Start();
            cluster.Start();
            cluster.Advance(cluster.Options.StartWait - TimeSpan.FromSeconds(1));
            Assert.Empty(cluster.Checker.Plans);

            cluster.Settle(5);

            Assert.Equal(2, cluster.Plan.Workers.Length);
        });

    [Fact]
    public void A_join_changes_nothing_for_those_that_run()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = Running(2);

            cluster.Start();
            cluster.Advance(TimeSpan.FromSeconds(10));

            Assert.Single(cluster.Checker.Plans);
        });

    [Fact]
    public void A_killed_worker_whose_end_was_seen_loses_its_tasks_within_a_second_and_no_other_does()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = Running(3);
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
            SimulatedCluster cluster = Running(3);
            cluster.Workers.First(w => w != cluster.Leader).Kill();

            cluster.Until(() => cluster.Checker.Plans.Count == 2 && cluster.IsSettled(), "the tasks have moved", 5);
        });

    [Fact]
    public void When_all_die_at_once_those_who_come_after_take_over()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = Running(3);
            cluster.Workers.ForEach(w => w.Kill());
            cluster.Start();
            cluster.Start();

            cluster.Settle(25);
        });

    [Fact]
    public void A_leader_that_was_stopped_finds_another_one_and_comes_back_as_a_new_worker()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = Running(3);
            SimulatedWorker former = cluster.Leader;
            string id = former.State.Id;
            former.Stop();
            cluster.Until(() => cluster.Alive.Any(w => w != former && w.State.IsLeading) && cluster.IsSettled(), "a successor acts", 10);
            FencingToken register = cluster.Facts.Register;
            int plans = cluster.Checker.Plans.Count;

            former.Continue();
            Assert.True(former.Engine.IsSuspended || former.Engine.Plan is null);
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
            SimulatedCluster cluster = Running(3);
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

    [Theory]
    [InlineData(5)]
    [InlineData(30)]
    public void Nobody_works_while_the_store_is_away_and_nobody_has_lost_anything_when_it_is_back(int seconds)
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = Running(3);
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
            SimulatedCluster cluster = Running(2);
            SimulatedWorker worker = cluster.Workers[0];
            worker.Store.Faults.Hangs = true;

            cluster.Advance(cluster.Options.SuspendAfter + TimeSpan.FromMilliseconds(200));

            Assert.True(worker.Engine.IsSuspended);
        });

    [Fact]
    public void An_engine_that_takes_long_to_apply_a_plan_keeps_its_lease_and_takes_only_the_newest()
        => SimulatedCluster.Simulate(() =>
        {
            var cluster = new SimulatedCluster(Seed);
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

    [Fact]
    public void Workers_that_come_and_go_every_200_ms_make_at_most_one_plan_for_each_debounce()
        => SimulatedCluster.Simulate(() =>
        {
            var cluster = new SimulatedCluster(Seed, new DesiredState { Workers = 2 });
            SimulatedWorker[] flapping = [];
            for (int i = 0; i < 100; i++)
            {
                foreach (SimulatedWorker worker in flapping)
                {
                    worker.Kill();
                    cluster.Evict(worker);
                }

                flapping = [cluster.Start(), cluster.Start()];
                cluster.Advance(TimeSpan.FromMilliseconds(200));
            }

            TimeSpan[] at = [.. cluster.Checker.Plans.Select(p => p.At)];
            Assert.All(at.Zip(at.Skip(1)), pair => Assert.True(pair.Second - pair.First >= cluster.Options.JoinDebounce));
        });

    [Fact]
    public void One_that_flaps_beside_one_that_stays_makes_no_plan()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = Running(1);
            for (int i = 0; i < 50; i++)
            {
                SimulatedWorker flapping = cluster.Start();
                cluster.Advance(TimeSpan.FromMilliseconds(200));
                flapping.Kill();
                cluster.Evict(flapping);
            }

            Assert.Single(cluster.Checker.Plans);
        });

    [Fact]
    public void A_rebalance_comes_to_rest_first_and_then_moves_as_few_tasks_as_possible()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = Running(1);
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
    public void A_rebalance_does_not_wait_for_ever_and_says_what_that_may_cost()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = Running(1);
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
            SimulatedCluster cluster = Running(2);
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
            SimulatedCluster cluster = Running(3);
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
            SimulatedCluster cluster = Running(2);
            cluster.Change(d => d with { Parallelism = d.Parallelism.SetItem("Tallly", 6) });
            cluster.Advance(TimeSpan.FromSeconds(10));

            Assert.Single(cluster.Checker.Plans);
            Assert.Contains("did you mean 'Tally'", Assert.Single(cluster.Status.Errors).Message, StringComparison.Ordinal);
        });

    [Fact]
    public void Of_a_dead_link_one_end_goes_and_cools_down()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = Running(3);
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
            SimulatedCluster cluster = Running(3);
            cluster.Workers[0].Engine.SilentPeers = [cluster.Workers[1].State.Id];
            cluster.Advance(TimeSpan.FromMilliseconds(700));
            cluster.Workers[0].Engine.SilentPeers = [];
            cluster.Advance(TimeSpan.FromSeconds(10));

            Assert.Equal(0, cluster.Checker.Evictions);
        });

    [Fact]
    public void When_all_tasks_have_ended_the_run_is_complete()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = Running(2);
            EndAll(cluster, inputOver: true);

            cluster.Until(() => cluster.Workers.All(w => w.Run.IsCompleted), "all stop", 5);

            Assert.All(cluster.Workers, w => Assert.Equal(new RunEnd(RunPhase.Completed, null), w.Run.Result));
            Assert.All(cluster.Workers, w => Assert.True(w.Engine.IsStopped));
        });

    [Fact]
    public void An_ended_task_is_not_placed_again_when_its_worker_dies()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = Running(2);
            SimulatedWorker victim = cluster.Workers.First(w => w.Engine.Tasks.Any(t => t.Component == "Lines"));
            victim.Engine.End(victim.Engine.Tasks.First(t => t.Component == "Lines"), inputOver: true);
            cluster.Advance(TimeSpan.FromSeconds(1));

            victim.Kill();
            cluster.Evict(victim);
            cluster.Until(() => cluster.Checker.Plans.Count == 2 && cluster.IsSettled(), "its other tasks have moved", 6);

            Assert.True(cluster.Plan.Components[0].Tasks.Single().HasEnded);
        });

    [Fact]
    public void A_killed_topology_drains()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = Running(2);
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
            SimulatedCluster cluster = Running(2);
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
            SimulatedCluster cluster = Running(2);
            cluster.Workers[1].Engine.Fail(isInput ? new TopologyInputException("no file") : new InvalidOperationException("no file"));

            cluster.Until(() => cluster.Workers.All(w => w.Run.IsCompleted), "all stop", 5);

            Assert.All(cluster.Workers, w => Assert.Equal(new RunEnd(phase, "no file"), w.Run.Result));
        });

    [Fact]
    public void A_loss_that_the_store_does_not_take_holds_no_repair_up()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = Running(3);
            cluster.Workers.ForEach(w => w.Store.Faults.TakesNoLosses = true);
            SimulatedWorker victim = cluster.Workers.First(w => w != cluster.Leader);
            victim.Kill();
            cluster.Evict(victim);

            cluster.Until(() => cluster.Checker.Plans.Count == 2 && cluster.IsSettled(), "the others have its tasks", 5);

            Assert.Empty(cluster.Status.Losses);
            Assert.Contains($"The loss with {victim.Name} (generation ", cluster.ToString(), StringComparison.Ordinal);
        });

    [Fact]
    public void What_fails_in_a_worker_that_was_replaced_ends_nobody_elses_run()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = Running(3);
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
    public void One_that_leaves_hands_its_tasks_on_at_once()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = Running(2);
            SimulatedWorker leader = cluster.Leader;
            leader.Leave();
            Assert.True(leader.Run.IsCompleted);
            Assert.Null(leader.Run.Result);
            Assert.True(leader.Engine.IsStopped);

            cluster.Until(() => cluster.Checker.Plans.Count == 2 && cluster.IsSettled(), "the other has all tasks", 2);
        });

    [Fact]
    public void A_run_that_is_replaced_is_over_for_its_workers()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = Running(2);
            var next = new RunRecord { Id = "next", Owner = "somebody", Schema = 1 };
            cluster.Store.BeginAsync(next, new DesiredState(), SimulatedCluster.RunId, default).Wait();

            cluster.Until(() => cluster.Workers.All(w => w.Run.IsCompleted), "all stop", 5);

            Assert.Equal(
                new RunEnd(RunPhase.Failed, "run run is gone: run next of somebody has taken its place"), cluster.Workers[0].Run.Result);
        });

    [Fact]
    public void A_store_that_forgot_its_last_writes_makes_all_tasks_begin_anew()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = Running(3);
            (ClusterPlan plan, FencingToken register) = (cluster.Plan, cluster.Facts.Register);
            cluster.Change(d => d with { Active = false });
            cluster.Until(() => cluster.Plan.Mode == PlanMode.Inactive && cluster.IsSettled(), "a second plan", 3);
            long forgotten = cluster.Plan.Token.Generation;

            // A replica that lagged becomes the primary.
            cluster.Store.Look(d => (d.Plan, d.Register) = (plan, register));
            cluster.Checker.Forget(null);
            cluster.Until(() => cluster.Plan.Token.Generation > forgotten && cluster.IsSettled(), "all run again", 15);

            Assert.All(PlanTasks.Of(cluster.Plan), t => Assert.True(t.Task.Incarnation > forgotten));
        });

    private static SimulatedCluster Running(int workers)
    {
        var cluster = new SimulatedCluster(Seed);
        for (int i = 0; i < workers; i++)
        {
            cluster.Start();
        }

        cluster.Settle();
        cluster.Advance(TimeSpan.FromSeconds(5));
        return cluster;
    }

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
