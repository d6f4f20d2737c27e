using System.Diagnostics;
using System.Globalization;
using TopoGen.Oracle;
using TopoGen.Runtime;

namespace TopoGen.Cluster.Tests;

/// <summary>Redis dies or hangs. Invariants: no work past the lease, nothing repeated, bounded memory and log, and all goes on by itself.</summary>
public sealed class StoreOutageTests
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task A_redis_that_is_killed_and_comes_back_with_its_data_is_survived()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(TestCluster.Oracle, "appendonly yes", "appendfsync always");
        HostProcess run = cluster.Run(2);
        await cluster.ProgressAsync();
        ClusterFacts before = await cluster.FactsAsync();

        cluster.Redis.Kill();
        await run.UntilSaysAsync("cannot be reached");
        await cluster.Redis.RestartAsync(keepData: true);
        await cluster.UntilAsync(f => f.Leases.Any(l => before.Leases.All(b => b.Counter < l.Counter || b.Worker.Id != l.Worker.Id)), "leases are renewed again");
        await cluster.ProgressAsync(2000);

        cluster.Verify().AssertNothingRepeated();
        Assert.Equal(before.Plan!.Run, (await cluster.FactsAsync()).Plan!.Run);
    }

    /// <remarks>Spouts with a position wait for their next reservation anyway; those of the lanes have none.</remarks>
    [Theory]
    [InlineData(TestCluster.Oracle, "Sink", 5)]
    [InlineData("lanes", "Drain", 5)]
    [InlineData("lanes", "Drain", 30)]
    public async Task While_redis_hangs_workers_stop_before_their_leases_end_and_go_on_afterwards(string topology, string end, int seconds)
    {
        await using TestCluster cluster = await TestCluster.StartAsync(topology);
        HostProcess[] workers = await cluster.WorkersAsync(2, "--lease-time=3s", "--rate=2000");
        await cluster.ProgressAsync(500, end);
        ClusterFacts before = await cluster.FactsAsync();
        long memory = workers.Sum(w => MemoryOf(w.Id));

        long paused = Stopwatch.GetTimestamp();
        cluster.Redis.Pause();
        foreach (HostProcess worker in workers)
        {
            await worker.UntilSaysAsync("has stopped working until it can");
        }

        await Wait.UntilAsync(() => Stopwatch.GetElapsedTime(paused).TotalSeconds >= seconds, () => "the outage lasts");
        long resumed = Stopwatch.GetTimestamp();
        Assert.InRange(workers.Sum(w => MemoryOf(w.Id)), 0, memory + (64L << 20));
        cluster.Redis.Resume();
        await cluster.ProgressAsync(2000, end);

        Verdict verdict = cluster.Verify();
        verdict.AssertNothingRepeated();
        JournalEntry[] late =
        [
            .. verdict.Components.SelectMany(verdict.All).Where(
                e => e.Timestamp < resumed && Stopwatch.GetElapsedTime(paused, e.Timestamp) > LeaseTime),
        ];
        Assert.Empty(late);
        ClusterFacts after = await cluster.FactsAsync();
        Assert.Equal(before.Leases.Select(l => l.Worker.Id), after.Leases.Select(l => l.Worker.Id));
        Assert.Equal(before.Plan!.Components.SelectMany(c => c.Tasks), after.Plan!.Components.SelectMany(c => c.Tasks));
        foreach (HostProcess worker in workers)
        {
            Assert.Equal(1, worker.CountOf("has stopped working until it can"));
            Assert.True(worker.Lines.Count < 20, worker.Error);
        }
    }

    /// <summary>In bytes.</summary>
    private static long MemoryOf(int process)
        => 1024 * long.Parse(
            File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal))["VmRSS:".Length..^2],
            CultureInfo.InvariantCulture);
}
