using TopoGen.Runtime;

namespace TopoGen.Cluster.Tests;

/// <summary>
/// Processes die by <c>kill -9</c>. Invariants: nothing is ever handled twice, only the dead worker's tasks move, and the rest goes on.
/// </summary>
public sealed class KilledWorkerTests
{
    [Fact]
    public async Task When_a_worker_dies_only_its_tasks_move()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await cluster.WorkersAsync(3);
        await cluster.ProgressAsync();
        ClusterFacts before = await cluster.FactsAsync();
        WorkerInfo victim = before.Leases.Select(l => l.Worker).First(w => w.Id != before.Leader.Holder);

        Signals.Kill(victim.ProcessId);
        ClusterFacts after = await cluster.UntilPlacedAsync("the tasks are elsewhere", f => f.Leases.Length == 2);
        await cluster.ProgressAsync();

        foreach ((PlannedTasks was, PlannedTasks now) in before.Plan!.Components.Zip(after.Plan!.Components))
        {
            Assert.All(was.Tasks.Zip(now.Tasks), pair =>
            {
                if (pair.First.Worker == victim.Id)
                {
                    Assert.True(pair.Second.Incarnation > pair.First.Incarnation);
                }
                else
                {
                    Assert.Equal(pair.First, pair.Second);
                }
            });
        }

        cluster.Verify().AssertNothingRepeated();
    }

    [Fact]
    public async Task When_the_leader_dies_another_one_leads_and_the_run_completes()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        HostProcess[] workers = await cluster.WorkersAsync(3, "--length=600", "--keys=40", "--rate=2000");
        await cluster.ProgressAsync();
        WorkerInfo leader = TestCluster.LeaderOf(await cluster.FactsAsync());

        Signals.Kill(leader.ProcessId);
        await cluster.UntilAsync(f => f.Leader.Holder != leader.Id && f.Leader.Holder.Length > 0, "another worker leads");
        foreach (HostProcess survivor in workers.Where(w => w.Id != leader.ProcessId))
        {
            Assert.True(await survivor.EndAsync() == 0, survivor.Error);
        }

        cluster.Verify().AssertNothingRepeated();
        Assert.Equal(RunPhase.Completed, (await cluster.FactsAsync()).Run!.Phase);
    }

    [Fact]
    public async Task A_leader_that_nobody_saw_die_is_replaced_and_its_tasks_move_in_one_plan()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await cluster.WorkersAsync(3);
        await cluster.ProgressAsync();
        ClusterFacts before = await cluster.FactsAsync();
        WorkerInfo victim = TestCluster.LeaderOf(before);

        Signals.Kill(victim.ProcessId);
        ClusterFacts after = await cluster.UntilPlacedAsync(
            "its tasks are elsewhere", f => f.Leases.Length == 2 && f.Plan!.Token != before.Plan!.Token);
        await cluster.ProgressAsync();
        await cluster.ProgressAsync();

        Assert.Equal(after.Plan!.Token, (await cluster.FactsAsync()).Plan!.Token);
        (PlannedTask Was, PlannedTask Is)[] tasks =
            [.. before.Plan!.Components.SelectMany(c => c.Tasks).Zip(after.Plan.Components.SelectMany(c => c.Tasks))];
        Assert.Contains(tasks, t => t.Was.Worker == victim.Id);
        Assert.All(tasks, t => Assert.Equal(t.Was.Worker == victim.Id ? after.Plan.Token.Incarnation : t.Was.Incarnation, t.Is.Incarnation));
        cluster.Verify().AssertNothingRepeated();
    }

    [Fact]
    public async Task The_last_worker_alive_takes_everything()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await cluster.WorkersAsync(3);
        await cluster.ProgressAsync();
        ClusterFacts before = await cluster.FactsAsync();

        foreach (WorkerLease lease in before.Leases.Skip(1))
        {
            Signals.Kill(lease.Worker.ProcessId);
        }

        await cluster.UntilPlacedAsync("all tasks are on the survivor", f => f.Leases.Length == 1);
        await cluster.ProgressAsync();
        cluster.Verify().AssertNothingRepeated();
    }

    [Fact]
    public async Task What_was_lost_is_at_most_what_status_says()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        HostProcess[] workers = await cluster.WorkersAsync(3, "--rate=0", "--length=20000", "--keys=40");
        await cluster.ProgressAsync(20_000);
        ClusterFacts before = await cluster.FactsAsync();
        WorkerInfo victim = before.Leases.Select(l => l.Worker).First(w => w.Id != before.Leader.Holder);

        Signals.Kill(victim.ProcessId);
        foreach (HostProcess survivor in workers.Where(w => w.Id != victim.ProcessId))
        {
            Assert.True(await survivor.EndAsync() == 0, survivor.Error);
        }

        Verdict verdict = cluster.Verify();
        verdict.AssertNothingRepeated();
        ClusterStatus status = await cluster.StatusAsync();
        Assert.InRange(verdict.Lost(), 0, status.Losses.Sum(l => l.Tuples));
        Assert.InRange((40 * 20_000) - verdict.CountOf("Source"), 0, status.Positions.Values.Sum(p => p.Skipped));
    }
}
