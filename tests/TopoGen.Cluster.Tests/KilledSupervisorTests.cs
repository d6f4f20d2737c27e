using TopoGen.Runtime;

namespace TopoGen.Cluster.Tests;

/// <summary>
/// Workers that a supervisor keeps running, and the supervisor itself, die by <c>kill -9</c>. Invariants: nothing is ever handled
/// twice, nobody is orphaned, and the run goes on.
/// </summary>
public sealed class KilledSupervisorTests
{
    [Fact]
    public async Task When_all_workers_die_at_once_the_supervisor_starts_them_again_and_the_run_completes()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        HostProcess run = cluster.Run(3, "--length=600", "--keys=40", "--rate=2000");
        await cluster.ProgressAsync();

        foreach (int child in Signals.ChildrenOf(run.Id))
        {
            Signals.Kill(child);
        }

        Assert.True(await run.EndAsync() == 0, run.Error);
        cluster.Verify().AssertNothingRepeated();
        Assert.Equal(3, run.CountOf("it is started again"));
    }

    [Fact]
    public async Task A_child_that_is_started_again_within_its_lease_is_a_new_worker()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        cluster.Run(3, "--lease-time=30s");
        await cluster.ProgressAsync();
        ClusterFacts before = await cluster.FactsAsync();
        WorkerInfo victim = before.Leases.Select(l => l.Worker).First(w => w.Id != before.Leader.Holder);

        Signals.Kill(victim.ProcessId);
        ClusterFacts after = await cluster.UntilPlacedAsync(
            "a worker of the same name is back", f => f.Leases.Any(l => l.Worker.Name == victim.Name && l.Worker.ProcessId != victim.ProcessId));
        await cluster.ProgressAsync();

        Assert.DoesNotContain(after.Leases, l => l.Worker.Id == victim.Id);
        Assert.DoesNotContain(after.Plan!.Components.SelectMany(c => c.Tasks), t => t.Worker == victim.Id);
        cluster.Verify().AssertNothingRepeated();
    }

    [Fact]
    public async Task When_the_supervisor_dies_its_children_end_and_the_next_start_goes_on_behind_what_was_emitted()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        string[] args = ["--length=600", "--keys=40", "--rate=2000"];
        HostProcess first = cluster.Run(2, args);
        await cluster.ProgressAsync();
        int[] children = Signals.ChildrenOf(first.Id);

        Signals.Kill(first.Id);
        await Wait.UntilAsync(() => !children.Any(Signals.IsAlive), () => "the children end");
        long handled = cluster.Handled("Sink");
        HostProcess second = cluster.Run(2, args);

        Assert.True(await second.EndAsync() == 0, second.Error);
        Assert.Contains("oracle goes on where it crashed", second.Error, StringComparison.Ordinal);
        Assert.True(cluster.Handled("Sink") > handled, "nothing was handled after the second start");
        cluster.Verify().AssertNothingRepeated();
    }

    [Fact]
    public async Task A_private_server_outlives_its_killed_supervisor_and_is_taken_over_by_the_next_start()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        string[] args =
        [
            "run", "--workers=2", "--topology=oracle", "--data", cluster.Folder["data"], "--folder", cluster.Journals, "--lease-time=1500ms",
            "--length=600", "--keys=40", "--rate=2000",
        ];
        HostProcess first = cluster.Start(args);
        await cluster.ProgressAsync();
        int[] children = Signals.ChildrenOf(first.Id);

        Signals.Kill(first.Id);
        await Wait.UntilAsync(() => !children.Any(Signals.IsAlive), () => "the children end");
        HostProcess second = cluster.Start(args);

        Assert.True(await second.EndAsync() == 0, second.Error);
        Assert.Contains("oracle goes on where it crashed", second.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(cluster.Folder["data"], "redis.json")), "the private server was left behind");
        cluster.Verify().AssertNothingRepeated();
    }
}
