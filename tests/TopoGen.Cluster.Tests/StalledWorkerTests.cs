using TopoGen.Runtime;

namespace TopoGen.Cluster.Tests;

/// <summary>
/// Processes stand still by SIGSTOP for longer than their lease, and go on. Invariant: what they do then, thinking that nothing has
/// happened, changes nothing.
/// </summary>
public sealed class StalledWorkerTests
{
    [Fact]
    public async Task A_leader_that_stood_still_beyond_its_lease_is_replaced_and_its_late_writes_are_refused()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await cluster.WorkersAsync(3);
        await cluster.ProgressAsync();
        WorkerInfo leader = TestCluster.LeaderOf(await cluster.FactsAsync());

        Signals.Stop(leader.ProcessId);
        await cluster.UntilPlacedAsync(
            "another worker leads and has moved the tasks", f => f.Leader.Holder.Length > 0 && f.Leases.All(l => l.Worker.Id != leader.Id));
        await cluster.ProgressAsync();
        Signals.Continue(leader.ProcessId);
        await cluster.UntilAsync(
            f => f.Leases.Any(l => l.Worker.Process == leader.Process && l.Worker.Id != leader.Id), "it has joined again under another id");
        await cluster.ProgressAsync();

        Assert.NotEqual(leader.Id, (await cluster.FactsAsync()).Leader.Holder);
        Assert.NotEqual(0, (await cluster.StatusAsync()).Refused.Values.Sum());
        cluster.Verify().AssertNothingRepeated();
        (_, string json, _) = await cluster.CommandAsync("status", "--json");
        Assert.Matches(@"""refusedWrites"": \{\s*""\w+"": [1-9]", json);
    }

    [Fact]
    public async Task Frames_of_a_worker_whose_tasks_have_moved_are_refused()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        HostProcess[] workers = await cluster.WorkersAsync(3, "--rate=20000");
        await cluster.ProgressAsync(20_000);

        // Of each pair of workers the one with the smaller id dials: this one, all others.
        ClusterFacts before = await cluster.FactsAsync();
        WorkerInfo stalled = before.Leases.Select(l => l.Worker).MinBy(w => w.Id, StringComparer.Ordinal)!;
        Signals.Stop(stalled.ProcessId);
        await cluster.UntilPlacedAsync(
            "the others run a plan without it",
            f => f.Leases.All(l => l.Worker.Id != stalled.Id && l.Report.Applied == f.Plan!.Token.Generation) && f.Plan!.Workers.All(w => w.Id != stalled.Id));
        await cluster.ProgressAsync();

        // Without Redis it cannot learn that its lease is lost, and tries to go on with what it has.
        cluster.Redis.Pause();
        Signals.Continue(stalled.ProcessId);
        await Wait.UntilAsync(
            () => workers.Any(w => w.Id != stalled.ProcessId && w.Says($"worker '{stalled.Id}' is not in the plan")), cluster.Describe);
        cluster.Redis.Resume();

        await cluster.UntilStatusAsync(s => s.Metrics.Values.Sum(m => m.RefusedFrames) > 0, "frames are refused");
        await cluster.ProgressAsync();
        cluster.Verify().AssertNothingRepeated();
    }

    [Fact]
    public async Task A_worker_that_stood_still_for_less_than_its_lease_goes_on_where_it_was()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        HostProcess[] workers = await cluster.WorkersAsync(2, "--lease-time=20s", "--length=600", "--keys=40", "--rate=2000");
        await cluster.ProgressAsync();
        ClusterFacts before = await cluster.FactsAsync();
        int stalled = workers[0].Id;

        Signals.Stop(stalled);
        long handled = cluster.Handled("Source");
        await Wait.UntilAsync(() => cluster.Handled("Source") > handled + 1000 || cluster.Handled("Source") == 40 * 600, () => "the other one goes on");
        Signals.Continue(stalled);

        foreach (HostProcess worker in workers)
        {
            Assert.True(await worker.EndAsync() == 0, worker.Error);
        }

        cluster.Verify().AssertComplete(keys: 40, length: 600);
        Assert.Equal(before.Plan!.Components.SelectMany(c => c.Tasks).Select(t => t.Worker), (await cluster.FactsAsync()).Plan!.Components.SelectMany(c => c.Tasks).Select(t => t.Worker));
    }
}
