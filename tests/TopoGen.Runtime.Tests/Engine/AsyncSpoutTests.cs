using static TopoGen.Runtime.Tests.Engine.AsyncSpoutTopology;

namespace TopoGen.Runtime.Tests.Engine;

public sealed class AsyncSpoutTests
{
    private readonly Calls _calls = new();
    private readonly Deliveries<Number> _deliveries = new();

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task What_a_call_emits_is_published_when_it_completes_and_dropped_when_it_fails(int executors, bool immediate)
    {
        _calls.AreImmediate = immediate;
        using TestRun run = Start(executors, 500);
        Task<TopologyOutcome> finish = run.Finish();

        _calls.AnswerAll(finish, new Random(1));

        Assert.Equal(TopologyOutcome.Completed, await finish);
        IEnumerable<int> expected = Enumerable.Range(0, 500).Where(n => n % 5 != 0 && n != 3);
        Assert.Equal(expected.Select(n => new Number(n)), _deliveries["DirectSink", 0]);
        Assert.Equal(expected.SelectMany(n => new[] { n, n }).Select(n => new Number(n)), _deliveries["Sink", 0].Where(n => n.Value != 3));
        Assert.Equal(101, run["Source"].Failed);
        Assert.Equal(501, run["Source"].Executed);
        Assert.Equal(1, _calls.MostInFlight);
        Assert.Contains(run.Log.Messages, m => m.StartsWith("Source[0].NextAsync failed"));
    }

    [Fact]
    public async Task Nothing_is_published_before_the_call_completes()
    {
        using TestRun run = Start(executors: 1, 3);
        Task<TopologyOutcome> finish = run.Finish();

        _calls.Answer(0);
        Deadline.Until(() => _calls.Started == 2, "the second call is under way");
        Assert.Equal(0, run["Source"].Emitted);

        _calls.Answer(1);
        Deadline.Until(() => _calls.Started == 3, "the third call is under way");
        Assert.Equal(3, run["Source"].Emitted);
        _calls.Answer(2);
        await finish;
    }

    [Fact]
    public async Task Drain_cancels_the_call_under_way()
    {
        using TestRun run = Start(executors: 2, 1000);
        Task<TopologyOutcome> finish = run.Finish();
        Deadline.Until(() => _calls.Started == 1, "a call is under way");

        run.Drain();

        Assert.Equal(TopologyOutcome.Drained, await finish);
        Assert.Equal(0, run["Source"].Failed);
        Assert.Empty(_deliveries["Sink", 0]);
    }

    private TestRun Start(int executors, long count)
        => TestRun.Of<AsyncSpoutTopology>(
            new EngineOptions { Executors = executors, MaxIdleWait = TimeSpan.FromMilliseconds(1) }, _calls, _deliveries, new Input(count));
}
