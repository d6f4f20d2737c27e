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

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Nothing_is_allocated_per_tuple_between_epochs(int executors)
    {
        (Probes probes, _) = await CompleteOnce(executors, TimeSpan.FromHours(1));

        Assert.Equal(0, probes.Source.Allocated);
        Assert.Equal(0, probes.Identity.Allocated);
        Assert.Equal(0, probes.Sink.Allocated);
    }

    [Fact]
    public async Task An_epoch_costs_what_it_copies_however_many_tuples_came_before()
    {
        (Probes probes, long epochs) = await CompleteOnce(executors: 3, TimeSpan.FromMilliseconds(20));

        // Of at most 250 epochs in five seconds and 100 keys; of nothing where what the first ones allocated serves the others.
        Assert.True(epochs > 1, $"{epochs} epochs");
        Assert.InRange(probes.Sink.Allocated!.Value, 0, Last);
    }

    private static async Task<(Probes Probes, long Epochs)> CompleteOnce(int executors, TimeSpan interval)
    {
        var probes = new Probes(new Probe(WarmUp, Last), new Probe(WarmUp, Last), new Probe(WarmUp, Last));
        TopologyDefinition compiled = TestRun.DefinitionOf<AllocationTopology>();
        var definition = new TopologyDefinition { Name = compiled.Name, Delivery = Delivery.ExactlyOnce, KeyGroups = 16, Components = compiled.Components };
        using var run = new TestRun(
            definition,
            new EngineOptions { Executors = executors, EpochInterval = interval },
            checkpoints: new CheckpointOptions(new InMemoryCheckpointStore()),
            services: [probes]);
        Assert.Equal(TopologyOutcome.Completed, await run.Finish());
        return (probes, run.Engine.Epoch);
    }
}
