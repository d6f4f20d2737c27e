using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using StackExchange.Redis;
using TopoGen.Oracle;

namespace TopoGen.Cluster.Tests;

/// <summary>
/// Runs that are broken off and moved from one store to another by a savepoint. Invariant: what their sinks have written at the end is what one run
/// writes that is left alone, each command once and in order.
/// </summary>
public sealed class SavepointTests
{
    private const int Keys = 20;
    private const int Length = 600;

    private static readonly string[] Usual = [$"--keys={Keys}", $"--length={Length}"];

    /// <summary>There are forty epochs: so slow, a run is not over before commands about it have come to something.</summary>
    private const string Slow = "--epoch-interval=1s";

    /// <summary>So long, workers on a busy machine do not look dead.</summary>
    private const string Lease = "--lease-time=20s";

    private const string Fast = "--epoch-interval=50ms";

    [Fact]
    public async Task A_process_that_is_killed_goes_on_as_two_workers_with_other_numbers_of_tasks()
    {
        await using TestCluster cluster = await StartAsync();
        string data = cluster.Folder["data"];
        HostProcess alone = cluster.Start(Alone(cluster, Slow));
        await WroteAsync(cluster, 6);
        (int refused, string said) = await DoAsync(cluster, "savepoint", "move.savepoint", "--data", data);
        Assert.Equal(2, refused);
        Assert.Matches($@"is in use by process {alone.Id} .*; stop that one, which commits an epoch as it ends", said);
        Signals.Kill(alone.Id);
        await alone.EndAsync();

        await DoneAsync(cluster, "savepoint", "move.savepoint", "--data", data);
        HostProcess tooEarly = cluster.Run(2, [Fast, .. Args(cluster), "--data", data]);
        Assert.Equal(2, await tooEarly.EndAsync());
        Assert.Contains("and then 'restore moved.savepoint --redis ", tooEarly.Error, StringComparison.Ordinal);

        await DoneAsync(cluster, "restore", "move.savepoint", "--data", data, "--redis", cluster.Redis.Address);
        long epoch = (await cluster.FactsAsync()).Committed!.Value.Number;
        HostProcess workers = cluster.Run(2, [Fast, .. Args(cluster), "--data", data, "--component", "Tally=3"]);

        Assert.True(await workers.EndAsync() == 0, cluster.Describe());
        Assert.Matches(
            string.Create(CultureInfo.InvariantCulture, $@"goes on from epoch {epoch}: the savepoint taken [\d: -]+Z of the run of 'run' on "), workers.Error);
        await VerifyAsync(cluster);
    }

    [Fact]
    public async Task Workers_that_are_killed_go_on_as_one_process()
    {
        await using TestCluster cluster = await StartAsync();
        string data = cluster.Folder["data"];
        HostProcess run = cluster.Run(2, [Slow, Lease, .. Args(cluster), "--data", data]);
        await WroteAsync(cluster, 6);

        // While they run: a savepoint is taken, and none is restored.
        await DoneAsync(cluster, "savepoint", "early", "--redis", cluster.Redis.Address, "--data", data);
        (int refused, string said) = await DoAsync(cluster, "restore", "early", "--fresh", "--redis", cluster.Redis.Address, "--data", data, Lease);
        Assert.Equal(2, refused);
        Assert.Contains("outlets runs already: the run of 'run --workers 2' on ", said, StringComparison.Ordinal);
        int[] children = Signals.ChildrenOf(run.Id);
        Signals.Kill(run.Id);
        await Wait.UntilAsync(() => !children.Any(Signals.IsAlive), () => "the children end");

        await DoneAsync(cluster, "savepoint", "move.savepoint", "--redis", cluster.Redis.Address, "--data", data);
        await DoneAsync(cluster, "restore", "move.savepoint", "--data", data);
        HostProcess alone = cluster.Start([.. Alone(cluster, Fast), "--component", "Tally=5"]);

        Assert.True(await alone.EndAsync() == 0, cluster.Describe());
        Assert.Matches(@"goes on from epoch \d+: the savepoint taken [\d: -]+Z of the run of 'run --workers 2' on ", alone.Error);
        await VerifyAsync(cluster);
    }

    [Fact]
    public async Task Going_back_behind_what_sinks_have_applied_is_refused_again_and_again_until_it_is_accepted()
    {
        await using TestCluster cluster = await StartAsync();
        string data = cluster.Folder["data"];
        HostProcess first = cluster.Start(Alone(cluster, Slow));
        await WroteAsync(cluster, 4);
        await StopAsync(first);
        await DoneAsync(cluster, "savepoint", "early", "--data", data);
        int before = Files(cluster).Length;
        HostProcess second = cluster.Start(Alone(cluster, Slow));
        await WroteAsync(cluster, before + 4);
        await StopAsync(second);

        Assert.Contains("give --fresh to replace it", (await DoAsync(cluster, "restore", "early", "--data", data)).Said, StringComparison.Ordinal);
        Assert.Contains("accept that with --accept-loss", (await DoAsync(cluster, "restore", "early", "--data", data, "--fresh")).Said, StringComparison.Ordinal);
        await DoneAsync(cluster, "restore", "early", "--data", data, "--fresh", "--accept-loss");

        // The sinks know it themselves, wherever the epoch comes from.
        HostProcess refused = cluster.Start(Alone(cluster, Fast));
        Assert.Equal(2, await refused.EndAsync());
        Assert.Contains("its commands would be applied again", refused.Error, StringComparison.Ordinal);
        HostProcess accepted = cluster.Start([.. Alone(cluster, Fast), "--accept-loss"]);
        Assert.True(await accepted.EndAsync() == 0, cluster.Describe());
    }

    [Fact]
    public async Task The_private_redis_of_a_data_folder_takes_a_savepoint_and_gives_it_back()
    {
        await using TestCluster cluster = await StartAsync();
        string data = cluster.Folder["data"];
        HostProcess alone = cluster.Start(Alone(cluster, Slow));
        await WroteAsync(cluster, 4);
        await StopAsync(alone);
        await DoneAsync(cluster, "savepoint", "move.savepoint", "--data", data);

        // The server runs only while it is needed.
        await DoneAsync(cluster, "restore", "move.savepoint", "--data", data, "--workers", "2");
        await DoneAsync(cluster, "savepoint", "back.savepoint", "--data", data);
        Assert.Equal(await EpochAsync(cluster, "move.savepoint"), await EpochAsync(cluster, "back.savepoint"));
        HostProcess run = cluster.Start(["run", "--workers=2", "--topology", "outlets", Lease, "--folder", cluster.Journals, "--data", data, Fast, .. Args(cluster)]);

        // What becomes of it then, the other tests say; every write of this server goes to disk, which takes its time.
        await run.UntilSaysAsync(": the savepoint taken ");
    }

    private static Task<TestCluster> StartAsync() => TestCluster.StartAsync("outlets");

    private static string[] Args(TestCluster cluster) => ["--target", cluster.Redis.Address, .. Usual];

    private static string[] Alone(TestCluster cluster, string pace)
        => ["run", "--topology", "outlets", "--folder", cluster.Journals, "--data", cluster.Folder["data"], pace, .. Args(cluster)];

    private static async Task<(int Code, string Said)> DoAsync(TestCluster cluster, params string[] args)
    {
        HostProcess process = cluster.Start([.. args, "--topology", "outlets"]);
        return (await process.EndAsync(), process.Error);
    }

    private static async Task DoneAsync(TestCluster cluster, params string[] args)
        => Assert.True((await DoAsync(cluster, args)).Code == 0, cluster.Describe());

    /// <summary>Its id stands near the beginning of the file, as text.</summary>
    private static async Task<string> EpochAsync(TestCluster cluster, string file)
        => Regex.Match(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(cluster.Folder[file])), "\"epoch\":\"([^\"]+)\"").Groups[1].Value;

    private static async Task StopAsync(HostProcess process)
    {
        Signals.Terminate(process.Id);
        Assert.Equal(0, await process.EndAsync());
    }

    private static Task WroteAsync(TestCluster cluster, int files)
        => Wait.UntilAsync(() => Files(cluster).Length >= files, () => $"{files} files are written\n{cluster.Describe()}");

    private static string[] Files(TestCluster cluster)
    {
        string lines = Path.Combine(cluster.Journals, Outlets.Lines);
        return Directory.Exists(lines) ? [.. Directory.GetFiles(lines, "*.txt").Order(StringComparer.Ordinal)] : [];
    }

    private static async Task VerifyAsync(TestCluster cluster)
    {
        string[] all = [.. Enumerable.Range(1, Length).Select(n => n.ToString(CultureInfo.InvariantCulture))];
        ILookup<string, string> written = Files(cluster).SelectMany(File.ReadAllLines).Select(line => line.Split(' ')).ToLookup(parts => parts[0], parts => parts[1]);
        using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(cluster.Redis.Address);
        for (int key = 0; key < Keys; key++)
        {
            Assert.Equal(all, written[$"{key}"]);
            Assert.Equal(all, (await redis.GetDatabase().ListRangeAsync($"{Outlets.List}{key}")).Select(v => v.ToString()));
        }
    }
}
