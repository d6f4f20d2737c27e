using TopoGen.Runtime.Tests.Engine;
using static TopoGen.Runtime.Tests.Views.ParcelTopology;

namespace TopoGen.Runtime.Tests.Views;

/// <summary>Views through fused calls and rings, by every delivery.</summary>
public sealed class ParcelTests
{
    private const long Parcels = 30_000;
    private const int Labels = 40;

    private readonly Deliveries<Count> _deliveries = new();
    private readonly Heard _heard = new();

    [Theory]
    [InlineData(Delivery.AtMostOnce, 1, 4096, 1024)]
    [InlineData(Delivery.AtMostOnce, 2, 4096, 1024)]
    [InlineData(Delivery.AtMostOnce, 4, 2, 1)]
    [InlineData(Delivery.AtLeastOnce, 1, 4096, 1024)]
    [InlineData(Delivery.AtLeastOnce, 3, 4096, 1024)]
    [InlineData(Delivery.AtLeastOnce, 4, 16, 4)]
    [InlineData(Delivery.ExactlyOnce, 1, 4096, 1024)]
    [InlineData(Delivery.ExactlyOnce, 3, 4096, 1024)]
    [InlineData(Delivery.ExactlyOnce, 4, 16, 4)]
    public async Task Every_view_arrives_as_it_was_sent_and_counts_once(Delivery delivery, int executors, int capacity, int batchSize)
    {
        var plan = new Plan(Parcels, Labels, Throws: delivery == Delivery.ExactlyOnce);
        using TestRun run = Create(delivery, executors, capacity, batchSize, plan);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());

        long[] numbers = [.. Enumerable.Range(0, (int)Parcels).Select(static n => (long)n).Where(n => !plan.IsRefused(n))];
        Assert.Equal(Parcels - numbers.Length, run.Counters.Sum(c => c.Failed));
        Assert.Equal(Expected("label", numbers, static n => Label(n)), Counted("label"));
        Assert.Equal(Expected("both", numbers, static n => $"{Label(n)}/{n}"), Counted("both"));
        Assert.Equal(
            [.. Enumerable.Range(0, 3).Select(task => new Count("all", $"{task}", numbers.Length, numbers.Sum()))],
            Counted("all"));
        Assert.Equal(delivery == Delivery.AtLeastOnce ? Parcels : 0, _heard.Acked);
        Assert.Empty(_heard.Failed);
    }

    [Fact]
    public async Task View_that_fails_is_named_by_its_content()
    {
        var plan = new Plan(Parcels: 8, Labels, Throws: true);
        using TestRun run = Create(Delivery.AtMostOnce, executors: 2, 4096, 1024, plan);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());

        Assert.Contains(run.Log.Messages, static line => line.Contains("Parcel { Number = 7, Label = 0x", StringComparison.Ordinal) && line.Contains("Parts = [7, 14]", StringComparison.Ordinal));
    }

    private static string Label(long number) => Convert.ToHexString(Plan.LabelOf(number, Labels));

    private static Count[] Expected(string by, long[] numbers, Func<long, string> key)
        => [.. numbers.GroupBy(key).Select(g => new Count(by, g.Key, g.LongCount(), g.Sum())).OrderBy(static c => c.Key, StringComparer.Ordinal)];

    private Count[] Counted(string by)
        => [.. _deliveries.All("Result").Where(c => c.By == by).OrderBy(static c => c.Key, StringComparer.Ordinal)];

    private TestRun Create(Delivery delivery, int executors, int capacity, int batchSize, Plan plan)
    {
        TopologyDefinition compiled = TestRun.DefinitionOf<ParcelTopology>();
        return new TestRun(
            new TopologyDefinition { Name = compiled.Name, Delivery = delivery, KeyGroups = compiled.KeyGroups, Components = compiled.Components },
            new EngineOptions { Executors = executors, RingCapacity = capacity, BatchSize = batchSize, EpochInterval = TimeSpan.FromMilliseconds(20) },
            checkpoints: delivery == Delivery.AtMostOnce ? null : new CheckpointOptions(new InMemoryCheckpointStore()),
            services: [plan, _heard, _deliveries]);
    }
}
