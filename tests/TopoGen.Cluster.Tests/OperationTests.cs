using System.Text.Json;
using TopoGen.Runtime;

namespace TopoGen.Cluster.Tests;

/// <summary>What operators do to a running topology, with its own executable.</summary>
public sealed class OperationTests
{
    [Fact]
    public async Task Deactivated_spouts_emit_nothing_until_they_are_activated()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        cluster.Run(2);
        await cluster.ProgressAsync();

        (int code, _, string error) = await cluster.CommandAsync("deactivate");
        Assert.True(code == 0, error);
        ClusterFacts applied = await cluster.UntilAsync(
            f => f.Leases.All(l => l.Report.Applied == f.Plan!.Token.Generation && l.Report.Pending == 0), "all workers run the plan");
        long emitted = cluster.Handled("Source");
        await cluster.UntilAsync(
            f => f.Leases.All(l => applied.Leases.First(a => a.Worker.Id == l.Worker.Id).Counter + 6 <= l.Counter), "a lease time passes");
        Assert.Equal(emitted, cluster.Handled("Source"));

        (code, _, error) = await cluster.CommandAsync("activate");
        Assert.True(code == 0, error);
        await cluster.ProgressAsync();
        Assert.Equal(0, (await KillAsync(cluster)).Code);
        cluster.Verify().AssertNothingLostOrRepeated();
    }

    [Fact]
    public async Task A_rebalance_to_more_workers_loses_and_repeats_nothing()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        cluster.Run(2, "--lease-time=5s");
        await cluster.ProgressAsync();
        cluster.Worker("--lease-time=5s");
        await cluster.UntilAsync(f => f.Leases.Length == 3, "a third worker joins");

        (int code, _, string error) = await cluster.CommandAsync("rebalance", "--workers=3");
        Assert.Equal(2, code);
        Assert.Contains("give --accept-loss", error, StringComparison.Ordinal);
        (code, _, error) = await cluster.CommandAsync("rebalance", "--workers=3", "--accept-loss");
        Assert.True(code == 0, error);
        ClusterFacts facts = await cluster.FactsAsync();
        Assert.Equal(3, facts.Plan!.Components.SelectMany(c => c.Tasks).Select(t => t.Worker).Distinct().Count());

        await cluster.ProgressAsync();
        (code, error) = await KillAsync(cluster);
        Assert.True(code == 0, error);
        cluster.Verify().AssertNothingLostOrRepeated();
    }

    [Fact]
    public async Task A_component_gets_more_tasks_and_nothing_is_lost_or_repeated()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        cluster.Run(2, "--lease-time=5s");
        await cluster.ProgressAsync();

        (int code, _, string error) = await cluster.CommandAsync("rebalance", "--component", "Sink=4", "--accept-loss");
        Assert.True(code == 0, error);
        Assert.Equal(4, (await cluster.FactsAsync()).Plan!.Components.Single(c => c.Component == "Sink").Tasks.Length);

        await cluster.ProgressAsync();
        (code, error) = await KillAsync(cluster);
        Assert.True(code == 0, error);
        cluster.Verify().AssertNothingLostOrRepeated();
    }

    [Fact]
    public async Task A_killed_topology_finishes_what_was_read_and_all_processes_end_with_0()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        HostProcess run = cluster.Run(3, "--rate=20000", "--lease-time=5s");
        await cluster.ProgressAsync(10_000);
        int[] children = Signals.ChildrenOf(run.Id);

        (int code, string said) = await KillAsync(cluster);

        Assert.True(code == 0, said);
        Assert.True(await run.EndAsync() == 0, run.Error);
        Assert.DoesNotContain(children, Signals.IsAlive);
        cluster.Verify().AssertNothingLostOrRepeated();
    }

    [Fact]
    public async Task Status_shows_workers_leader_generation_and_where_everything_runs()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        cluster.Run(3);
        await cluster.ProgressAsync();

        (int code, string output, string error) = await cluster.CommandAsync("status", "--json");

        Assert.True(code == 0, error);
        using JsonDocument json = JsonDocument.Parse(output);
        JsonElement status = json.RootElement;
        ClusterFacts facts = await cluster.FactsAsync();
        Assert.Equal("oracle", status.GetProperty("topology").GetString());
        Assert.Equal("Running", status.GetProperty("run").GetProperty("phase").GetString());
        Assert.Equal(["w1", "w2", "w3"], status.GetProperty("workers").EnumerateArray().Select(w => w.GetProperty("name").GetString()));
        Assert.Equal(TestCluster.LeaderOf(facts).Name, status.GetProperty("leader").GetString());
        Assert.Equal(facts.Plan!.Token.Generation, status.GetProperty("plan").GetProperty("generation").GetInt64());
        Assert.Equal(7, status.GetProperty("workers").EnumerateArray().Sum(w => w.GetProperty("tasks").GetArrayLength()));
        Assert.Empty(status.GetProperty("losses").EnumerateArray());
    }

    [Fact]
    public async Task Errors_shows_a_handler_that_throws()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        cluster.Run(2, "--poison=3");
        await cluster.ProgressAsync();
        await cluster.UntilStatusAsync(s => !s.Errors.IsEmpty, "the error is in the store");

        (int code, string output, string error) = await cluster.CommandAsync("errors");

        Assert.True(code == 0, error);
        Assert.Matches(@"^\S+ \S+Z w\d Check\[\d\].*: .*Number 3 is poison\.\n$", output);
    }

    [Fact]
    public async Task A_second_start_is_refused_with_the_name_of_who_runs_it()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        HostProcess first = cluster.Run(2);
        await cluster.ProgressAsync();

        HostProcess second = cluster.Run(2);

        Assert.Equal(2, await second.EndAsync());
        Assert.Matches($@"^error: oracle runs already: the run of 'run --workers 2' on .*, process {first.Id} since .*\.$", Assert.Single(second.Lines));
        await cluster.ProgressAsync();
    }

    [Fact]
    public async Task Check_env_says_whether_a_redis_is_fit()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(TestCluster.Oracle, "appendonly yes");

        (int code, string output, string error) = await cluster.CommandAsync("check-env");
        Assert.True(code == 0, output + error);

        await cluster.Redis.CommandAsync("CONFIG SET requirepass unknown");
        (code, output, error) = await cluster.CommandAsync("check-env");
        Assert.True(code == 1, output + error);
        Assert.Matches("(?m)^failed +redis .*", output);
    }

    private static async Task<(int Code, string Said)> KillAsync(TestCluster cluster)
    {
        (int code, string output, string error) = await cluster.CommandAsync("kill", "--wait=20s");
        return (code, output + error);
    }
}
