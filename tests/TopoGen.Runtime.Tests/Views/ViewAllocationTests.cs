using TopoGen.Runtime.Tests.Engine;
using static TopoGen.Runtime.Tests.Engine.AllocationTopology;

namespace TopoGen.Runtime.Tests.Views;

/// <summary>The counters of a thread are exact and know nothing of other threads, so these tests may run beside others.</summary>
public sealed class ViewAllocationTests
{
    private const long WarmUp = 500_000;
    private const long Last = 2_500_000;

    /// <summary>The memory of a channel grows to its window, and moves between channels, whenever it first fills.</summary>
    private const long Window = 4 * 256 * 1024;

    [Theory]
    [InlineData(Delivery.AtMostOnce, 1)]
    [InlineData(Delivery.AtMostOnce, 3)]
    [InlineData(Delivery.ExactlyOnce, 1)]
    [InlineData(Delivery.ExactlyOnce, 3)]
    public async Task Nothing_is_allocated_per_view_whether_fused_or_across_threads(Delivery delivery, int executors)
    {
        var probes = new Probes(new Probe(WarmUp, Last), new Probe(WarmUp, Last), new Probe(WarmUp, Last));
        TopologyDefinition compiled = TestRun.DefinitionOf<ViewAllocationTopology>();
        using var run = new TestRun(
            new TopologyDefinition { Name = compiled.Name, Delivery = delivery, KeyGroups = 16, Components = compiled.Components },
            new EngineOptions { Executors = executors, EpochInterval = TimeSpan.FromHours(1) },
            checkpoints: delivery == Delivery.ExactlyOnce ? new CheckpointOptions(new InMemoryCheckpointStore()) : null,
            services: [probes]);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());

        long most = executors == 1 ? 0 : Window;
        Assert.True(Window < Last - WarmUp, "One byte for each view would not be seen.");
        Assert.InRange(probes.Source.Allocated ?? long.MaxValue, 0, most);
        Assert.InRange(probes.Identity.Allocated ?? long.MaxValue, 0, most);
        Assert.InRange(probes.Sink.Allocated ?? long.MaxValue, 0, most);
        Assert.Equal(Last + 1, run["Sink"].Executed);
    }
}
