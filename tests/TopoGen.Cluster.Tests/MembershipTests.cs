using System.Diagnostics;
using TopoGen.Runtime;

namespace TopoGen.Cluster.Tests;

/// <summary>Who joins and leaves, and who may not.</summary>
public sealed class MembershipTests
{
    [Fact]
    public async Task Workers_that_come_and_go_every_200_ms_make_at_most_one_plan_per_debounce()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await cluster.WorkersAsync(2);
        await cluster.ProgressAsync();
        ClusterFacts before = await cluster.FactsAsync();
        string run = before.Run!.Id;
        WorkerInfo victim = before.Leases.Select(l => l.Worker).First(w => w.Id != before.Leader.Holder);

        long begun = Stopwatch.GetTimestamp();
        using (var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200)))
        {
            for (int i = 0; i < 20; i++)
            {
                if (i == 10)
                {
                    Signals.Kill(victim.ProcessId);
                }

                string id = $"spare-{i}";
                Assert.True(await cluster.Store.JoinAsync(run, Spare(id), CancellationToken.None));
                await timer.WaitForNextTickAsync();
                await cluster.Store.EvictAsync(run, id, null, null, CancellationToken.None);
            }
        }

        ClusterFacts after = await cluster.UntilPlacedAsync("the tasks are on the worker that stays", f => f.Leases.Length == 1);
        await cluster.ProgressAsync();
        Assert.InRange(after.Plan!.Token.Generation - before.Plan!.Token.Generation, 1, (long)Stopwatch.GetElapsedTime(begun).TotalSeconds + 1);
        cluster.Verify().AssertNothingRepeated();
    }

    [Fact]
    public async Task A_worker_of_another_build_is_refused_with_both_hashes()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        cluster.Run(2);
        await cluster.ProgressAsync();

        HostProcess other = cluster.Start(
            ["worker", "--redis", cluster.Redis.Address, "--topology=oracle", "--folder", cluster.Journals], "TopoGen.Oracle.Changed.dll");

        Assert.Equal(2, await other.EndAsync());
        string line = Assert.Single(other.Lines);
        Assert.Contains($"has the schema hash {(await cluster.FactsAsync()).Run!.Schema:x16}, this build ", line, StringComparison.Ordinal);
        await cluster.ProgressAsync();
    }

    [Fact]
    public async Task A_worker_with_another_secret_gets_no_tuples_and_is_mentioned_once()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        HostProcess[] good = [cluster.Worker("--workers=3"), cluster.Worker("--workers=3")];
        cluster.Environment["TOPOGEN__SECRET"] = "another secret";
        HostProcess bad = cluster.Worker("--workers=3");

        ClusterFacts facts = await cluster.UntilPlacedAsync(
            "the tasks are on the two that know the secret",
            f => f.Plan!.Components.SelectMany(c => c.Tasks).All(t => f.Leases.First(l => l.Worker.Id == t.Worker).Worker.ProcessId != bad.Id));
        await cluster.ProgressAsync();

        Assert.Equal(good.Select(g => g.Id).Order(), facts.Plan!.Components.SelectMany(c => c.Tasks)
            .Select(t => facts.Leases.First(l => l.Worker.Id == t.Worker).Worker.ProcessId).Distinct().Order());
        foreach (HostProcess worker in good)
        {
            Assert.InRange(worker.CountOf("secret"), 1, 2);
        }

        cluster.Verify().AssertNothingRepeated();
    }

    [Fact]
    public async Task A_worker_that_is_terminated_leaves_at_once_and_the_run_goes_on_without_it()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        HostProcess[] workers = await cluster.WorkersAsync(3, "--lease-time=30s");
        await cluster.ProgressAsync();

        Signals.Terminate(workers[0].Id);

        Assert.True(await workers[0].EndAsync() == 0, workers[0].Error);
        Assert.Contains("oracle: left; the run goes on without this worker", workers[0].Error, StringComparison.Ordinal);
        await cluster.UntilPlacedAsync("its tasks are elsewhere", f => f.Leases.Length == 2);
        await cluster.ProgressAsync();
        cluster.Verify().AssertNothingRepeated();
    }

    private static WorkerInfo Spare(string id)
        => new() { Id = id, Process = id, Name = id, Host = "nowhere", ProcessId = 0, Address = "127.0.0.1:1" };
}
