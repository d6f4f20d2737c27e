using TopoGen.Runtime;

namespace TopoGen.Cluster.Tests;

/// <summary>Workers on several machines, with TCP between them.</summary>
public sealed class MachineTests
{
    [MachinesFact]
    public async Task A_run_over_three_machines_handles_every_tuple_once()
    {
        using var machines = new Machines(3);
        await using TestCluster cluster = await StartAsync();
        HostProcess[] workers =
        [
            .. Enumerable.Range(0, 3).Select(m => Worker(cluster, machines, m, "--workers=3", "--length=500", "--keys=40", "--rate=0", "--lease-time=5s")),
        ];

        foreach (HostProcess worker in workers)
        {
            Assert.True(await worker.EndAsync() == 0, worker.Error);
        }

        cluster.Verify().AssertComplete(keys: 40, length: 500);
        Assert.Equal(3, (await cluster.FactsAsync()).Plan!.Workers.Select(w => w.Host).Distinct().Count());
    }

    [MachinesFact]
    public async Task Of_two_workers_that_cannot_talk_one_is_evicted_and_it_may_come_back_when_they_can()
    {
        using var machines = new Machines(3);
        await using TestCluster cluster = await StartAsync();
        for (int machine = 0; machine < 3; machine++)
        {
            Worker(cluster, machines, machine, "--workers=3");
        }

        ClusterFacts before = await cluster.UntilAsync(f => f.Plan?.Workers.Length == 3, "three workers have a plan");
        await cluster.ProgressAsync();

        // What machine 0 sends to machine 1 gets lost; both reach Redis and the third.
        machines.Cut(from: 0, to: 1);
        string[] ends = [.. before.Plan!.Workers.Where(w => w.Host is "machine-0" or "machine-1").Select(w => w.Id)];
        ClusterFacts evicted = await cluster.UntilPlacedAsync("one end has no tasks", f => f.Plan!.Workers.Count(w => ends.Contains(w.Id)) == 1);
        await cluster.ProgressAsync(2000);
        string gone = ends.Single(id => evicted.Plan!.Workers.All(w => w.Id != id));
        string host = before.Plan.Workers.Single(w => w.Id == gone).Host;

        machines.Heal(from: 0, to: 1);
        await cluster.UntilAsync(f => f.Leases.Any(l => l.Worker.Host == host && l.Worker.Id != gone), "it has joined again");
        await cluster.ProgressAsync();
        cluster.Verify().AssertNothingRepeated();

        // It gets no tasks before its cool-down is over, however often they are spread anew.
        await cluster.UntilRebalancedAsync(
            facts => facts.Plan!.Workers.Any(w => w.Host == host && facts.Plan.Components.SelectMany(c => c.Tasks).Any(t => t.Worker == w.Id)),
            "it has tasks again");
        await cluster.ProgressAsync(2000);
        cluster.Verify().AssertNothingRepeated();

        // Nobody else was ever taken for the culprit.
        ClusterFacts after = await cluster.FactsAsync();
        Assert.All(before.Plan.Workers.Where(w => w.Id != gone), w => Assert.Contains(after.Leases, l => l.Worker.Id == w.Id));
    }

    /// <summary>Redis is open to the machines, which share a network with nobody else.</summary>
    private static Task<TestCluster> StartAsync() => TestCluster.StartAsync(TestCluster.Oracle, "bind 0.0.0.0", "protected-mode no");

    private static HostProcess Worker(TestCluster cluster, Machines machines, int machine, params string[] args)
        => cluster.WorkerOn(
            machines.On(machine),
            $"{machines.Here}:{cluster.Redis.Port}",
            ["--listen=0.0.0.0:7000", $"--advertise={machines.AddressOf(machine)}:7000", $"--host-name=machine-{machine}", .. args]);
}
