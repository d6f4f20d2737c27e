using System.Text.Json;
using TopoGen.Runtime;

namespace TopoGen.Cluster.Tests;

/// <summary>Where nothing fails, several processes do exactly what one does.</summary>
public sealed class HealthyRunTests
{
    [Fact]
    public async Task A_bounded_run_of_three_workers_handles_every_tuple_once_and_ends_with_0()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        HostProcess run = cluster.Run(3, "--length=500", "--keys=40", "--rate=0", "--lease-time=5s");

        Assert.True(await run.EndAsync() == 0, run.Error);
        cluster.Verify().AssertComplete(keys: 40, length: 500);
        Assert.Contains("oracle completed", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_plan_is_what_describe_shows()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        HostProcess describe = cluster.Start(["describe", "--topology", "oracle", "--workers=3", "--json"]);
        Assert.Equal(0, await describe.EndAsync());
        cluster.Run(3);
        ClusterFacts facts = await cluster.UntilAsync(f => f.Plan?.Workers.Length == 3, "three workers have a plan");

        using JsonDocument json = JsonDocument.Parse(describe.Output);
        Dictionary<string, string[]> described = json.RootElement.GetProperty("workers").EnumerateArray().ToDictionary(
            w => w.GetProperty("name").GetString()!,
            w => w.GetProperty("executors").EnumerateArray().SelectMany(e => e.GetProperty("tasks").EnumerateArray()).Select(t => t.GetString()!).Order(StringComparer.Ordinal).ToArray());
        Dictionary<string, string[]> planned = facts.Plan!.Workers.ToDictionary(
            w => w.Name,
            w => facts.Plan.Components
                .SelectMany(c => c.Tasks.Select((task, index) => (task.Worker, Name: $"{c.Component}[{index}]")))
                .Where(t => t.Worker == w.Id).Select(t => t.Name).Order(StringComparer.Ordinal).ToArray());

        // Ids are random, so which name gets which part is not fixed; the parts are.
        Assert.Equal(Parts(described), Parts(planned));
    }

    private static IEnumerable<string> Parts(Dictionary<string, string[]> tasks)
        => tasks.Values.Select(t => string.Join(' ', t)).Order(StringComparer.Ordinal);
}
