using System.Text.Json;

namespace TopoGen.Runtime.Tests.Coordination;

public sealed class RecordTests
{
    [Fact]
    public void A_report_says_which_peers_are_silent_and_nothing_where_none_is()
    {
        var quiet = new WorkerReport(1, 2, 3, 4, true);
        string text = JsonSerializer.Serialize(quiet, CoordinationJson.Default.WorkerReport);
        Assert.DoesNotContain("silent", text, StringComparison.Ordinal);
        Assert.Equal(quiet, JsonSerializer.Deserialize(text, CoordinationJson.Default.WorkerReport));

        WorkerReport read = JsonSerializer.Deserialize(
            JsonSerializer.Serialize(quiet with { Silent = ["a", "b"] }, CoordinationJson.Default.WorkerReport),
            CoordinationJson.Default.WorkerReport);
        Assert.Equal(["a", "b"], read.Silent);
    }

    [Fact]
    public void A_plan_says_which_wishes_it_carries_out()
    {
        var plan = new ClusterPlan
        {
            Token = new FencingToken(9, ulong.MaxValue),
            Run = "run",
            Workers = [],
            Components = [],
            Desired = 3,
            Rebalance = 2,
            Spread = 4,
        };
        ClusterPlan? read = JsonSerializer.Deserialize(
            JsonSerializer.Serialize(plan, CoordinationJson.Default.ClusterPlan), CoordinationJson.Default.ClusterPlan);
        Assert.Equal((plan.Token, 3, 2, 4), (read!.Token, read.Desired, read.Rebalance, read.Spread));
    }
}
