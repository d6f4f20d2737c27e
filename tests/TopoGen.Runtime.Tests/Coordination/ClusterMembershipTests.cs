using System.Collections.Immutable;

namespace TopoGen.Runtime.Tests.Coordination;

/// <summary>Workers that come, go, and come and go. Real coordination code on simulated clocks.</summary>
public sealed class ClusterMembershipTests
{
    [Fact]
    public void The_first_plan_is_what_describe_says()
        => SimulatedCluster.Simulate(() =>
        {
            var cluster = new SimulatedCluster(SimulatedCluster.Seed, new DesiredState { Workers = 3 });
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
            var cluster = new SimulatedCluster(SimulatedCluster.Seed, new DesiredState { Workers = 3 });
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
            SimulatedCluster cluster = SimulatedCluster.Running(2);

            cluster.Start();
            cluster.Advance(TimeSpan.FromSeconds(10));

            Assert.Single(cluster.Checker.Plans);
        });

    [Fact]
    public void One_that_leaves_hands_its_tasks_on_at_once()
        => SimulatedCluster.Simulate(() =>
        {
            SimulatedCluster cluster = SimulatedCluster.Running(2);
            SimulatedWorker leader = cluster.Leader;
            leader.Leave();
            Assert.True(leader.Run.IsCompleted);
            Assert.Null(leader.Run.Result);
            Assert.True(leader.Engine.IsStopped);

            cluster.Until(() => cluster.Checker.Plans.Count == 2 && cluster.IsSettled(), "the other has all tasks", 2);
        });

    [Fact]
    public void Workers_that_come_and_go_every_200_ms_make_at_most_one_plan_for_each_debounce()
        => SimulatedCluster.Simulate(() =>
        {
            var cluster = new SimulatedCluster(SimulatedCluster.Seed, new DesiredState { Workers = 2 });
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
            SimulatedCluster cluster = SimulatedCluster.Running(1);
            for (int i = 0; i < 50; i++)
            {
                SimulatedWorker flapping = cluster.Start();
                cluster.Advance(TimeSpan.FromMilliseconds(200));
                flapping.Kill();
                cluster.Evict(flapping);
            }

            Assert.Single(cluster.Checker.Plans);
        });
}
