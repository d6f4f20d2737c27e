using TopoGen.Runtime;

namespace TopoGen.Cluster.Tests;

/// <summary>Several topologies around one Redis.</summary>
public sealed class SharedStoreTests
{
    [Fact]
    public async Task Two_topologies_on_one_redis_do_not_touch_each_other()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        string text = cluster.Folder["text"];
        await File.WriteAllLinesAsync(text, Enumerable.Range(0, 20_000).Select(i => $"the word {i % 100} and its neighbour {i % 7}"));
        HostProcess alone = cluster.Start(["run", text, "--output", cluster.Folder["alone.tsv"], "--top=0"], "WordCount.dll");
        Assert.True(await alone.EndAsync() == 0, alone.Error);

        HostProcess oracle = cluster.Run(2, "--length=300", "--keys=40", "--rate=3000", "--lease-time=5s");
        HostProcess words = cluster.Start(
            ["run", text, "--workers=3", "--redis", cluster.Redis.Address, "--output", cluster.Folder["shared.tsv"], "--top=0", "--lease-time=5s"],
            "WordCount.dll");

        Assert.True(await words.EndAsync() == 0, words.Error);
        Assert.True(await oracle.EndAsync() == 0, oracle.Error);
        cluster.Verify().AssertComplete(keys: 40, length: 300);
        Assert.Equal(await File.ReadAllTextAsync(cluster.Folder["alone.tsv"]), await File.ReadAllTextAsync(cluster.Folder["shared.tsv"]));
        await using ICoordinationStore store = await TestCluster.ConnectAsync(cluster.Redis, "word-count");
        Assert.Equal(RunPhase.Completed, (await store.ReadFactsAsync(CancellationToken.None)).Run!.Phase);
    }
}
