using static TopoGen.Runtime.Tests.Engine.FlowTopology;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Backpressure: memory stays bounded, and nothing is lost for it.</summary>
public sealed class FlowTests
{
    [Fact]
    public async Task Slow_bolt_holds_the_spout_back_and_keeps_memory_bounded()
    {
        const int capacity = 16;
        const int perCall = 3;
        var flow = new Flow(calls: 400, perCall, amplification: 1);
        using TestRun run = Start(flow, executors: 2, capacity);
        Assert.Equal(1, run.Plan.Edges.Sum(e => e.Rings));
        Task<TopologyOutcome> finish = run.Finish();

        // The sink is stuck with the first tuple; the sixth call is the one that goes beyond the ring.
        Deadline.Until(() => run["Source"].Emitted == 18, "the ring is full");
        Assert.Equal(18.0 / 16, run["Sink"].QueueFill);
        for (int i = 1; i <= 400 * perCall; i++)
        {
            Assert.InRange(run["Source"].Emitted, i - 1, i - 1 + capacity + perCall);
            flow.Permits.Release();
            Deadline.Until(() => flow.Handled == i, "the sink handles a tuple");
        }

        Assert.Equal(TopologyOutcome.Completed, await finish);
        Assert.Equal(-1, flow.FirstOutOfOrder);
        Assert.InRange(flow.MostAhead, 1, capacity);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_million_tuples_of_one_call_pass_a_small_ring(int executors)
    {
        var flow = new Flow(calls: 1, perCall: 1, amplification: 1_000_000);
        flow.Permits.Release(1_000_000);
        using TestRun run = Start(flow, executors, capacity: 64);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());

        Assert.Equal(1_000_000, flow.Handled);
        Assert.Equal(-1, flow.FirstOutOfOrder);
        Assert.All(run.Counters, c => Assert.Equal(0, c.Failed));
    }

    [Fact]
    public async Task A_million_tuples_of_one_call_wait_for_a_consumer_that_is_stuck_meanwhile()
    {
        var flow = new Flow(calls: 1, perCall: 1, amplification: 1_000_000);
        using TestRun run = Start(flow, executors: 3, capacity: 64);
        Task<TopologyOutcome> finish = run.Finish();
        Deadline.Until(() => run["Burst"].Emitted == 1_000_000, "the call returns although its consumer does not move");

        flow.Permits.Release(1_000_000);

        await finish;
        Assert.Equal(1_000_000, flow.Handled);
        Assert.Equal(-1, flow.FirstOutOfOrder);
    }

    [Fact]
    public async Task Call_that_emits_beyond_the_outbox_limit_fails_and_what_it_sent_before_arrives()
    {
        var flow = new Flow(calls: 2, perCall: 1, amplification: 5000);
        using TestRun run = Start(flow, executors: 3, capacity: 2, outbox: 1024);
        Task<TopologyOutcome> finish = run.Finish();
        Deadline.Until(() => run["Burst"].Failed == 1, "the call fails");
        long sent = run["Burst"].Emitted;
        Assert.InRange(sent, 1024, 1024 + 2);

        flow.Permits.Release(10_000);

        Assert.Equal(TopologyOutcome.Completed, await finish);
        Assert.Equal(run["Burst"].Emitted, flow.Handled);
        Assert.Contains(
            run.Log.Entries,
            e => e.Exception?.Message
                == "One call emitted 1,024 tuples more than Burst[0] -> Sink[0] has room for; emit less per call, or raise OutboxLimit.");
    }

    private static TestRun Start(Flow flow, int executors, int capacity, int? outbox = null)
    {
        var options = new EngineOptions { Executors = executors, RingCapacity = capacity, BatchSize = 4 };
        options.OutboxLimit = outbox ?? options.OutboxLimit;
        return TestRun.Of<FlowTopology>(options, flow);
    }
}
