using TopoGen.Runtime;
using Xunit;

namespace TopoGen.Tests;

/// <summary>Metrics, of workers that are there and of those that are gone.</summary>
public abstract partial class CoordinationStoreContract
{
    [Fact]
    public async Task The_last_metrics_of_each_worker_are_kept_of_those_that_are_gone_too()
    {
        await BeginAsync("r1");
        await Store.JoinAsync("r1", Worker("w1"), None);
        ComponentSnapshot counters = new("Split", 2, 10, 20, 30, 1, TimeSpan.FromMicroseconds(3), 0.25);
        await Store.ReportMetricsAsync("r1", new WorkerMetrics("w1", [], 0, 0), None);
        await Store.ReportMetricsAsync("r1", new WorkerMetrics("w1", [counters], 4, 5), None);
        await Store.ReportMetricsAsync("r0", new WorkerMetrics("w2", [], 0, 0), None);
        await Store.EvictAsync("r1", "w1", null, null, None);

        WorkerMetrics metrics = Assert.Single((await Store.ReadStatusAsync(None)).Metrics).Value;
        Assert.Equal(("w1", 4, 5), (metrics.Worker, metrics.RefusedFrames, metrics.RefusedWrites));
        Assert.Equal(counters, Assert.Single(metrics.Components));
    }

    [Fact]
    public async Task Metrics_of_workers_that_are_gone_become_one_sum_that_only_grows()
    {
        FencingToken token = await MeterAsync("w1", "w2", "w3");
        await Store.EvictAsync("r1", "w1", null, null, None);
        await Store.EvictAsync("r1", "w2", null, null, None);
        Assert.True(await Store.FoldMetricsAsync("r1", token, new HashSet<string> { "leader", "w3" }, None));
        Assert.True(await Store.FoldMetricsAsync("r1", token, new HashSet<string> { "leader", "w3" }, None));

        IReadOnlyDictionary<string, WorkerMetrics> metrics = (await Store.ReadStatusAsync(None)).Metrics;
        Assert.Equal(["", "w3"], metrics.Keys);
        Assert.Equal(("", 8, 10), (metrics[""].Worker, metrics[""].RefusedFrames, metrics[""].RefusedWrites));
        Assert.Equal(new ComponentSnapshot("Split", 0, 20, 40, 60, 2, TimeSpan.FromMicroseconds(3), 0), Assert.Single(metrics[""].Components));

        await Store.EvictAsync("r1", "w3", null, null, None);
        Assert.True(await Store.FoldMetricsAsync("r1", token, new HashSet<string> { "leader" }, None));
        WorkerMetrics sum = Assert.Single((await Store.ReadStatusAsync(None)).Metrics).Value;
        Assert.Equal((12, 90), (sum.RefusedFrames, Assert.Single(sum.Components).Executed));
        Assert.Empty((await Store.ReadStatusAsync(None)).Refused);
    }

    [Fact]
    public async Task What_was_folded_is_not_counted_again_when_it_is_reported_late()
    {
        FencingToken token = await MeterAsync("w1");
        await Store.EvictAsync("r1", "w1", null, null, None);
        await Store.ReportMetricsAsync("r1", new WorkerMetrics("w1", [], 5, 5), None);
        Assert.True(await Store.FoldMetricsAsync("r1", token, new HashSet<string>(), None));

        await Store.ReportMetricsAsync("r1", new WorkerMetrics("w1", [], 6, 6), None);

        WorkerMetrics metrics = Assert.Single((await Store.ReadStatusAsync(None)).Metrics).Value;
        Assert.Equal(("", 5), (metrics.Worker, metrics.RefusedFrames));
        Assert.Equal(1, await RefusedAsync("metrics"));
    }

    [Fact]
    public async Task Metrics_are_folded_by_the_leader_alone_and_not_those_of_a_worker_with_a_lease()
    {
        FencingToken token = await MeterAsync("w1", "w2");
        await Store.EvictAsync("r1", "w1", null, null, None);

        Assert.False(await Store.FoldMetricsAsync("r1", token with { Nonce = ~token.Nonce }, new HashSet<string> { "w2" }, None));
        Assert.False(await Store.FoldMetricsAsync("r0", token, new HashSet<string> { "w2" }, None));
        Assert.False(await Store.FoldMetricsAsync("r1", token, new HashSet<string>(), None));

        Assert.Equal(["w1", "w2"], (await Store.ReadStatusAsync(None)).Metrics.Keys);
        Assert.Equal(2, await RefusedAsync("fold"));
    }

    /// <summary>A run with a leader, and workers that have reported metrics.</summary>
    private async Task<FencingToken> MeterAsync(params string[] workers)
    {
        await BeginAsync("r1");
        (_, FencingToken token) = await LeadAsync("r1", "leader");
        foreach (string worker in workers)
        {
            await Store.JoinAsync("r1", Worker(worker), None);
            ComponentSnapshot counters = new("Split", 2, 10, 20, 30, 1, TimeSpan.FromMicroseconds(3), 0.25);
            await Store.ReportMetricsAsync("r1", new WorkerMetrics(worker, [counters], 4, 5), None);
        }

        return token;
    }
}
