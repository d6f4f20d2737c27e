using Microsoft.Extensions.Time.Testing;
using TopoGen.Runtime.Tests.Engine;
using static TopoGen.Runtime.Tests.ErrorStreams.CallsTopology;

namespace TopoGen.Runtime.Tests.ErrorStreams;

/// <summary>What is told of calls that have no tuple.</summary>
public sealed class CallsTests
{
    [Theory]
    [InlineData(1, Delivery.AtMostOnce)]
    [InlineData(4, Delivery.AtMostOnce)]
    [InlineData(1, Delivery.AtLeastOnce)]
    [InlineData(1, Delivery.ExactlyOnce)]
    [InlineData(4, Delivery.ExactlyOnce)]
    public async Task Calls_that_throw_are_told_by_the_methods_name(int executors, Delivery delivery)
    {
        var book = new Book();
        var time = new FakeTimeProvider();
        TopologyDefinition compiled = TestRun.DefinitionOf<CallsTopology>();
        using var run = new TestRun(
            new TopologyDefinition { Name = compiled.Name, Delivery = delivery, KeyGroups = compiled.KeyGroups, Components = compiled.Components },
            new EngineOptions { Executors = executors, MaxIdleWait = TimeSpan.FromMilliseconds(1), EpochInterval = TimeSpan.FromHours(1) },
            time,
            checkpoints: delivery == Delivery.AtMostOnce ? null : new CheckpointOptions(new InMemoryCheckpointStore()),
            services: [book]);
        Task<TopologyOutcome> finish = run.Finish();
        for (int tick = 1; tick <= 3; tick++)
        {
            // Between the ticks, spouts wait for a time that only the test lets pass.
            Until(() => run["Clock"].Executed == 3);
            time.Advance(TimeSpan.FromSeconds(1));
            Until(() => book.Told.Count(t => t.Handler == "Second") >= tick);
        }

        book.IsOver = true;
        Until(() => finish.IsCompleted);

        Assert.Equal(TopologyOutcome.Completed, await finish);
        Assert.Equal(2, book.Told.Count(t => t == Failed("Source", "Next", "next")));
        Assert.Equal(1, book.Told.Count(t => t == Failed("Later", "NextAsync", "later")));
        Assert.Equal(run["Clock"].Failed, book.Told.Count(t => t == Failed("Clock", "Second", "tick")));
        Assert.Equal(3 + (int)run["Clock"].Failed, book.Told.Count);
        Assert.True(run["Read"].Failed > 0);
        Assert.Equal(book.Told.Concat(book.Told).Order(Comparer), book.AlsoTold.Order(Comparer));

        void Until(Func<bool> condition)
            => Deadline.Until(
                () =>
                {
                    time.Advance(TimeSpan.FromMilliseconds(1));
                    return condition();
                },
                "it goes on");
    }

    private static Comparer<FailedTuple> Comparer { get; } = Comparer<FailedTuple>.Create((x, y) => string.CompareOrdinal(x.ToString(), y.ToString()));

    private static FailedTuple Failed(string component, string handler, string message)
        => new(component, 0, handler, "", "", "", $"InvalidOperationException: {message}", 1);
}
