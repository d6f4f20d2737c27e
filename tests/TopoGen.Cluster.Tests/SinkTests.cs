using System.Globalization;
using StackExchange.Redis;
using TopoGen.Oracle;
using TopoGen.Runtime;

namespace TopoGen.Cluster.Tests;

/// <summary>
/// Processes are killed while their topology writes into files and into Redis. Invariant: what is there at the end is what a run writes that is left
/// alone, each command once and in order.
/// </summary>
public sealed class SinkTests
{
    private const int Keys = 20;
    private const int Length = 600;

    private static readonly string[] Usual = ["--epoch-interval=50ms", $"--keys={Keys}", $"--length={Length}"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task One_process_that_is_killed_again_and_again_writes_everything_once(int seed)
    {
        var random = new Random(seed);
        await using TestCluster cluster = await TestCluster.StartAsync("outlets");
        int kills = 0;
        while (kills < 4)
        {
            HostProcess process = cluster.Start(Alone(cluster));
            int files = Files(cluster.Journals).Length + random.Next(1, 9);
            await Wait.UntilAsync(() => Files(cluster.Journals).Length >= files, () => $"seed {seed}: files are written\n{cluster.Describe()}");
            Signals.Kill(process.Id);
            await process.EndAsync();
            kills++;
        }

        HostProcess last = cluster.Start(Alone(cluster));
        Assert.True(await last.EndAsync() == 0, $"seed {seed}\n{cluster.Describe()}");
        Assert.Contains("goes on from epoch", last.Error, StringComparison.Ordinal);
        await VerifyAsync(cluster, cluster.Journals);
    }

    [Fact]
    public async Task Workers_that_are_killed_one_after_the_other_write_everything_once()
    {
        await using TestCluster cluster = await TestCluster.StartAsync("outlets");
        string[] args = ["--target", cluster.Redis.Address, .. Usual];
        List<HostProcess> workers = [.. await cluster.WorkersAsync(3, args)];
        for (int round = 0; round < 3; round++)
        {
            long before = (await cluster.FactsAsync()).Committed?.Number ?? 0;
            ClusterFacts facts = await cluster.UntilAsync(f => f.Committed?.Number >= before + 3 && Writer(f, round) is not null, "epochs are committed");
            WorkerInfo victim = Writer(facts, round)!;
            Signals.Kill(victim.ProcessId);
            workers.RemoveAll(w => w.Id == victim.ProcessId);
            workers.Add(cluster.Worker(["--workers=3", .. args]));
            await cluster.UntilAsync(
                f => f.Plan is { Epochs: not null } plan && plan.Epochs.Token.Generation > facts.Plan!.Epochs!.Token.Generation, "all tasks begin again from an epoch");
        }

        foreach (HostProcess worker in workers)
        {
            Assert.True(await worker.EndAsync() == 0, cluster.Describe());
        }

        await VerifyAsync(cluster, cluster.Journals);
    }

    [Fact]
    public async Task Worker_that_sees_another_directory_than_the_one_before_is_refused_and_writes_nothing()
    {
        await using TestCluster cluster = await TestCluster.StartAsync("outlets");
        string[] args = ["--target", cluster.Redis.Address, "--workers=1", .. Usual];
        HostProcess first = cluster.Worker(args);
        await Wait.UntilAsync(() => Files(cluster.Journals).Length >= 6, () => $"files are written\n{cluster.Describe()}");
        Signals.Kill(first.Id);
        await first.EndAsync();

        string elsewhere = cluster.Folder["elsewhere"];
        HostProcess second = cluster.Start(
            ["worker", $"--redis={cluster.Redis.Address}", "--topology", "outlets", $"--lease-time={TestCluster.LeaseTime}", "--folder", elsewhere, "--executors=1", .. args]);
        Assert.NotEqual(0, await second.EndAsync());
        Assert.Contains($"in the directory '{Path.Combine(elsewhere, Outlets.Lines)}' of {Environment.MachineName} no stamp is found", second.Error, StringComparison.Ordinal);
        Assert.Contains("accept it with --accept-loss", second.Error, StringComparison.Ordinal);
        Assert.Empty(Files(elsewhere));

        // Where it sees what the first one wrote, it goes on.
        HostProcess third = cluster.Worker(args);
        Assert.True(await third.EndAsync() == 0, cluster.Describe());
        await VerifyAsync(cluster, cluster.Journals);
    }

    private static string[] Alone(TestCluster cluster)
        => ["run", "--topology", "outlets", "--folder", cluster.Journals, "--data", cluster.Folder["data"], "--target", cluster.Redis.Address, .. Usual];

    /// <summary>One that has a task of a sink; in every second round the leader where it has one.</summary>
    private static WorkerInfo? Writer(ClusterFacts facts, int round)
        => facts.Leases.Select(l => l.Worker)
            .Where(w => facts.Plan!.Components.Any(c => c.Component is nameof(Outlets.ToFiles) or nameof(Outlets.ToRedis) && c.Tasks.Any(t => t.Worker == w.Id)))
            .OrderBy(w => (w.Id == facts.Leader.Holder) == (round % 2 == 0))
            .FirstOrDefault();

    private static string[] Files(string folder)
    {
        string lines = Path.Combine(folder, Outlets.Lines);
        return Directory.Exists(lines) ? [.. Directory.GetFiles(lines, "*.txt").Order(StringComparer.Ordinal)] : [];
    }

    private static async Task VerifyAsync(TestCluster cluster, string folder)
    {
        string[] all = [.. Enumerable.Range(1, Length).Select(n => n.ToString(CultureInfo.InvariantCulture))];
        ILookup<string, string> written = Files(folder).SelectMany(File.ReadAllLines).Select(line => line.Split(' ')).ToLookup(parts => parts[0], parts => parts[1]);
        using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(cluster.Redis.Address);
        for (int key = 0; key < Keys; key++)
        {
            Assert.Equal(all, written[$"{key}"]);
            Assert.Equal(all, (await redis.GetDatabase().ListRangeAsync($"{Outlets.List}{key}")).Select(v => v.ToString()));
        }

        Assert.Equal(Keys, written.Count);
    }
}
