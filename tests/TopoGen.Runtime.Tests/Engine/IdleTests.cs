using System.Diagnostics;
using static TopoGen.Runtime.Tests.Engine.IdleTopology;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>What a topology does while there is nothing to do.</summary>
public sealed class IdleTests
{
    private readonly Deliveries<Number> _deliveries = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Idle_spout_is_asked_after_1_2_4_and_then_8_ms_and_anew_after_it_had_more(int executors)
    {
        // The 7th call has more: the wait begins with 1 ms again. These are the shortest waits; a busy machine makes them longer.
        var polls = new Polls(12) { Busy = [7] };
        double[] waits = [1, 2, 4, 8, 8, 8, 0, 1, 2, 4, 8];
        using TestRun run = TestRun.Of<IdleTopology>(Options(executors, maxIdleWait: 8), polls, _deliveries);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());

        Assert.Equal(12, run["Source"].Executed);
        for (int call = 1; call < polls.Times.Count; call++)
        {
            TimeSpan waited = Stopwatch.GetElapsedTime(polls.Times[call - 1], polls.Times[call]);
            Assert.True(waited.TotalMilliseconds >= waits[call - 1], $"Call {call} came after {waited.TotalMilliseconds} ms.");
        }
    }

    [Fact]
    public async Task Tuple_of_a_call_that_then_says_idle_is_published_at_once()
    {
        var polls = new Polls(int.MaxValue) { Emits = 1 };
        EngineOptions options = Options(executors: 2, maxIdleWait: 1);
        using TestRun run = TestRun.Of<IdleTopology>(options, polls, _deliveries);
        Task<TopologyOutcome> finish = run.Finish();

        Deadline.Until(() => run["Sink"].Executed == 1, "the tuple reaches the other thread");

        run.Drain();
        Assert.Equal(TopologyOutcome.Drained, await finish);
        Assert.Equal(run["Source"].Emitted, _deliveries["Sink", 0].Count);
    }

    [Fact]
    public async Task Spout_that_emits_and_says_idle_in_one_call_is_not_left_alone_for_longer_and_longer()
    {
        const int Calls = 20;
        using TestRun run = TestRun.Of<IdleTopology>(Options(executors: 2, maxIdleWait: 60_000), new Polls(Calls) { Emits = Calls }, _deliveries);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());
        Assert.Equal(Calls, _deliveries["Sink", 0].Count);
    }

    [Fact]
    public async Task Drain_does_not_wait_for_an_idle_spout()
    {
        var polls = new Polls(int.MaxValue);
        using TestRun run = TestRun.Of<IdleTopology>(Options(executors: 2, maxIdleWait: 60_000), polls, _deliveries);
        Task<TopologyOutcome> finish = run.Finish();
        Deadline.Until(() => run["Source"].Executed > 0, "the spout is idle");

        run.Drain();

        Assert.Equal(TopologyOutcome.Drained, await finish);
    }

    private static EngineOptions Options(int executors, double maxIdleWait)
        => new() { Executors = executors, SpinTime = TimeSpan.Zero, MaxIdleWait = TimeSpan.FromMilliseconds(maxIdleWait) };
}
