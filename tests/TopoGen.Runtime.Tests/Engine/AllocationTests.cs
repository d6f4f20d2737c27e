using static TopoGen.Runtime.Tests.Engine.AllocationTopology;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>The counters of a thread are exact and know nothing of other threads, so these tests may run beside others.</summary>
public sealed class AllocationTests
{
    private const long WarmUp = 500_000;
    private const long Last = 5_000_000;

    [Theory]
    [InlineData(1, 4096, 1024)]
    [InlineData(2, 4096, 1024)]
    [InlineData(3, 4096, 1024)]
    [InlineData(3, 256, 16)]
    public async Task Nothing_is_allocated_per_tuple_whether_fused_or_across_threads(int executors, int capacity, int batchSize)
    {
        var probes = new Probes(new Probe(WarmUp, Last), new Probe(WarmUp, Last), new Probe(WarmUp, Last));
        var options = new EngineOptions { Executors = executors, RingCapacity = capacity, BatchSize = batchSize };

        using TestRun run = await TestRun.Complete<AllocationTopology>(options, probes);

        Assert.Equal(executors - 1, run.Plan.Edges.Sum(e => e.Rings));
        Assert.Equal(0, probes.Source.Allocated);
        Assert.Equal(0, probes.Identity.Allocated);
        Assert.Equal(0, probes.Sink.Allocated);
        Assert.Equal(Last + 1, run["Sink"].Executed);
    }
}
