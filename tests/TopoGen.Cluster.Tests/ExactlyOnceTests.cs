using System.Globalization;
using TopoGen.Oracle;
using TopoGen.Runtime;

namespace TopoGen.Cluster.Tests;

/// <summary>
/// Processes die and stand still under a topology that promises exactly once. Invariant: whatever happens on the way, the state at the end is that of
/// a run in which nothing happened.
/// </summary>
public sealed class ExactlyOnceTests
{
    private const int Keys = 40;
    private const int Length = 800;

    private static readonly string[] Usual =
        ["--epoch-interval=100ms", $"--keys={Keys}", $"--length={Length}", "--rate=2000"];

    [Fact]
    public async Task Workers_that_are_killed_one_after_the_other_cost_and_repeat_nothing()
    {
        await using TestCluster cluster = await StartAsync();
        List<HostProcess> workers = [.. await cluster.WorkersAsync(3, Usual)];
        for (int round = 0; round < 3; round++)
        {
            await EpochsAsync(cluster, 3);
            // The leader in every second round, else one that has tasks, and does not lead if there is another: the last one that joined may be a spare.
            ClusterFacts before = await cluster.UntilAsync(f => Victim(f, round % 2 == 1) is not null, "there is one to kill");
            WorkerInfo victim = Victim(before, round % 2 == 1)!;
            Signals.Kill(victim.ProcessId);
            workers.RemoveAll(w => w.Id == victim.ProcessId);
            workers.Add(cluster.Worker(["--workers=3", .. Usual]));
            await UntilRewoundAsync(cluster, before);
        }

        await CompletesAsync(cluster, workers);
    }

    [Fact]
    public async Task All_workers_killed_at_once_are_started_again_and_go_on_from_the_last_epoch()
    {
        await using TestCluster cluster = await StartAsync();
        HostProcess run = cluster.Run(3, Usual);
        await cluster.UntilAsync(f => f.Committed is { Number: >= 3 }, "epochs are committed");

        foreach (int child in Signals.ChildrenOf(run.Id))
        {
            Signals.Kill(child);
        }

        await CompletesAsync(cluster, [run]);
        Assert.Equal(3, run.CountOf("it is started again"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_worker_that_stood_still_beyond_its_lease_changes_nothing_when_it_goes_on(bool isLeader)
    {
        await using TestCluster cluster = await StartAsync();
        HostProcess[] workers = await cluster.WorkersAsync(3, Usual);
        await EpochsAsync(cluster, 3);
        ClusterFacts before = await cluster.UntilAsync(f => f.Leases.Any(l => l.Worker.Id == f.Leader.Holder), "somebody leads");
        WorkerInfo stalled = before.Leases.Select(l => l.Worker).First(w => (w.Id == before.Leader.Holder) == isLeader);

        Signals.Stop(stalled.ProcessId);
        await UntilRewoundAsync(cluster, before);
        await EpochsAsync(cluster, 2);
        Signals.Continue(stalled.ProcessId);

        await CompletesAsync(cluster, workers);
    }

    [Fact]
    public async Task A_redis_that_is_killed_and_comes_back_with_its_data_costs_and_repeats_nothing()
    {
        await using TestCluster cluster = await StartAsync("appendonly yes", "appendfsync always");
        HostProcess run = cluster.Run(2, Usual);
        await cluster.UntilAsync(f => f.Committed is { Number: >= 3 }, "epochs are committed");

        cluster.Redis.Kill();
        await run.UntilSaysAsync("cannot be reached");
        await cluster.Redis.RestartAsync(keepData: true);

        await CompletesAsync(cluster, [run]);
    }

    [Fact]
    public async Task When_the_supervisor_is_killed_the_next_start_goes_on_from_the_last_epoch()
    {
        await using TestCluster cluster = await StartAsync();
        HostProcess first = cluster.Run(2, Usual);
        await cluster.UntilAsync(f => f.Committed is { Number: >= 3 }, "epochs are committed");
        int[] children = Signals.ChildrenOf(first.Id);

        Signals.Kill(first.Id);
        await Wait.UntilAsync(() => !children.Any(Signals.IsAlive), () => "the children end");
        long from = (await cluster.FactsAsync()).Committed!.Value.Number;
        HostProcess second = cluster.Run(2, Usual);

        await CompletesAsync(cluster, [second]);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"epoch {from}"), second.Error, StringComparison.Ordinal);
    }

    private static WorkerInfo? Victim(ClusterFacts facts, bool isLeader)
        => facts.Leases.Select(l => l.Worker)
            .Where(w => isLeader ? w.Id == facts.Leader.Holder : facts.Plan!.Components.Any(c => c.Tasks.Any(t => t.Worker == w.Id)))
            .OrderBy(w => w.Id == facts.Leader.Holder)
            .FirstOrDefault();

    private static Task<TestCluster> StartAsync(params string[] redisSettings) => TestCluster.StartAsync("sums", redisSettings);

    /// <summary>Waits until so many more epochs are committed.</summary>
    private static async Task EpochsAsync(TestCluster cluster, int epochs)
    {
        long before = (await cluster.FactsAsync()).Committed?.Number ?? 0;
        await cluster.UntilAsync(f => f.Committed?.Number >= before + epochs, "epochs are committed");
    }

    private static Task UntilRewoundAsync(TestCluster cluster, ClusterFacts before)
        => cluster.UntilAsync(
            f => f.Plan is { Epochs: not null } plan && plan.Epochs.Token.Generation > before.Plan!.Epochs!.Token.Generation, "all tasks begin again from an epoch");

    private static async Task CompletesAsync(TestCluster cluster, IEnumerable<HostProcess> processes)
    {
        foreach (HostProcess process in processes)
        {
            Assert.True(await process.EndAsync() == 0, cluster.Describe());
        }

        const long sum = (long)Length * (Length + 1) / 2;
        Assert.Equal(
            Enumerable.Range(0, Keys).Select(key => string.Create(CultureInfo.InvariantCulture, $"{key} {Length} {Length} {sum} 0")),
            await File.ReadAllLinesAsync(Path.Combine(cluster.Journals, Sums.FileName)));
        Assert.Null((await cluster.FactsAsync()).Committed);
    }
}
