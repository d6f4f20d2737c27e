using TopoGen.Runtime.Tests.Engine;
using static TopoGen.Runtime.Tests.Sinks.SinkAllocationTopology;

namespace TopoGen.Runtime.Tests.Sinks;

/// <summary>The counters of a thread are exact and know nothing of other threads, so these tests may run beside others.</summary>
public sealed class SinkAllocationTests
{
    private const long WarmUp = 1_000_000;

    /// <summary>Enough for some four hundred chunks.</summary>
    private const long Last = 5_000_000;

    /// <summary>Half a byte for each command: what carries some hundreds of chunks or thousands of batches away. The smallest object has 24.</summary>
    private const long Most = (Last - WarmUp) / 2;

    [Theory]
    [InlineData(Delivery.ExactlyOnce, 1)]
    [InlineData(Delivery.ExactlyOnce, 2)]
    [InlineData(Delivery.AtMostOnce, 1)]
    [InlineData(Delivery.AtMostOnce, 2)]
    public async Task Nothing_is_allocated_per_command_but_a_little_per_chunk_or_batch(Delivery delivery, int executors)
    {
        long allocated = await MeasureAsync(delivery, executors);

        Assert.InRange(allocated, 0, Most);
    }

    private static async Task<long> MeasureAsync(Delivery delivery, int executors)
    {
        var probe = new AllocationTopology.Probe(WarmUp, Last);
        var target = new Target();
        TopologyDefinition compiled = TestRun.DefinitionOf<SinkAllocationTopology>();
        using var run = new TestRun(
            new TopologyDefinition { Name = compiled.Name, Delivery = delivery, KeyGroups = 16, Components = compiled.Components },
            new EngineOptions { Executors = executors, EpochInterval = TimeSpan.FromMilliseconds(200) },
            checkpoints: delivery == Delivery.AtMostOnce ? null : new CheckpointOptions(new InMemoryCheckpointStore()),
            services: [probe, target]);
        Assert.Equal(TopologyOutcome.Completed, await run.Finish());
        Assert.Equal(Last + 1, target.Count);
        Assert.Equal(Last * (Last + 1) / 2, target.Sum);
        return probe.Allocated!.Value;
    }
}
