using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;
using static TopoGen.Runtime.Tests.Engine.AsyncTopology;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Bolts with asynchronous handlers, with everything on one thread and with a thread for each component.</summary>
public sealed class AsyncBoltTests(ITestOutputHelper output)
{
    private readonly Calls _calls = new();
    private readonly Deliveries<Number> _deliveries = new();

    public static TheoryData<string, int> Bolts { get; } = new() { { "Ordered", 1 }, { "Ordered", 3 }, { "Unordered", 1 }, { "Unordered", 3 } };

    [Theory]
    [MemberData(nameof(Bolts))]
    public async Task No_more_calls_are_in_flight_than_allowed(string bolt, int executors)
    {
        using TestRun run = Start(bolt, executors, new Input(200));
        Task<TopologyOutcome> finish = run.Finish();
        Deadline.Until(() => _calls.Started == 8, "8 calls are in flight");

        _calls.AnswerAll(finish, Seeded());

        Assert.Equal(TopologyOutcome.Completed, await finish);
        Assert.Equal(8, _calls.MostInFlight);
        Assert.Equal(200, _calls.Started);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Ordered_bolt_keeps_the_order_of_its_input_although_calls_complete_in_any(int executors)
    {
        using TestRun run = Start("Ordered", executors, new Input(2000));
        Task<TopologyOutcome> finish = run.Finish();

        _calls.AnswerAll(finish, Seeded());

        await finish;
        Assert.Equal(Expected(2000), _deliveries["Sink", 0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Unordered_bolt_publishes_calls_as_they_complete(int executors)
    {
        using TestRun run = Start("Unordered", executors, new Input(5));
        Task<TopologyOutcome> finish = run.Finish();
        long[] order = [3, 1, 4, 0, 2];

        for (int i = 0; i < order.Length; i++)
        {
            _calls.Answer(order[i]);
            Deadline.Until(() => run["Sink"].Executed > i, $"the answer to {order[i]} is published");
        }

        await finish;
        Assert.Equal(order.Append(-1).Select(n => new Number(n)), _deliveries["Sink", 0]);
    }

    [Theory]
    [MemberData(nameof(Bolts))]
    public async Task Calls_that_complete_at_once_are_all_published(string bolt, int executors)
    {
        _calls.AreImmediate = true;
        using TestRun run = Start(bolt, executors, new Input(20_000));

        await run.Finish();

        Assert.Equal(Expected(20_000), _deliveries["Sink", 0]);
    }

    [Theory]
    [MemberData(nameof(Bolts))]
    public async Task End_comes_after_all_calls(string bolt, int executors)
    {
        using TestRun run = Start(bolt, executors, new Input(6));
        Task<TopologyOutcome> finish = run.Finish();
        foreach (long number in new long[] { 5, 4, 3, 2, 1 })
        {
            _calls.Answer(number);
        }

        Assert.DoesNotContain(new Number(-1), Received());
        _calls.Answer(0);

        await finish;
        Assert.Equal(7, _deliveries["Sink", 0].Count);
        Assert.Equal(new Number(-1), _deliveries["Sink", 0][^1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Failed_call_loses_only_its_tuple_and_publishes_nothing(int executors)
    {
        using TestRun run = Start("Ordered", executors, new Input(1500, Rules.FailLate | Rules.FailEarly));
        Task<TopologyOutcome> finish = run.Finish();

        _calls.AnswerAll(finish, Seeded());

        Assert.Equal(TopologyOutcome.Completed, await finish);
        Assert.Equal(Expected(1500).Where(n => n.Value < 0 || (n.Value % 3 != 0 && n.Value % 5 != 0)), _deliveries["Sink", 0]);
        Assert.Equal(700, run["Ordered"].Failed);
        Assert.Equal(1500, run["Ordered"].Executed);
        Assert.Contains(run.Log.Messages, m => m.StartsWith("Ordered[0].ExecuteAsync failed on Number { Value = 0 }"));
    }

    [Fact]
    public async Task Emit_with_the_anchor_of_a_completed_call_throws()
    {
        using TestRun run = Start("Ordered", executors: 1, new Input(10));
        Task<TopologyOutcome> finish = run.Finish();
        _calls.Answer(0);
        Deadline.Until(() => run["Sink"].Executed == 1, "the first call is published");
        Assert.True(_calls.Later.TryDequeue(out Action? emitLate));

        Assert.Contains("a call that has completed", Assert.Throws<InvalidOperationException>(emitLate).Message);

        _calls.AnswerAll(finish, Seeded());
        await finish;
        Assert.Equal(Expected(10), _deliveries["Sink", 0]);
    }

    [Fact]
    public async Task Emit_without_an_anchor_on_another_thread_fails_the_tuple_with_advice()
    {
        using TestRun run = Start("Ordered", executors: 1, new Input(10, Rules.ForgetAnchor));
        Task<TopologyOutcome> finish = run.Finish();

        _calls.AnswerAll(finish, Seeded());

        await finish;
        Assert.Equal(Expected(10).Where(n => n.Value != 7), _deliveries["Sink", 0]);
        Assert.Equal(1, run["Ordered"].Failed);
        Assert.Contains(run.Log.Entries, e => e.Exception?.Message.Contains("Emit(tuple, anchor)") == true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Direct_emit_that_names_no_task_fails_its_call_and_leaves_nothing_for_the_next(int executors)
    {
        using TestRun run = Start("Directing", executors, new Input(10, Rules.Misdirect));

        await run.Finish();

        Number[] expected = [.. Enumerable.Range(0, 10).Where(n => n != 5).Select(n => new Number(n))];
        Assert.Equal(1, run["Directing"].Failed);
        Assert.Equal(expected, _deliveries["DirectSink", 0]);
        Assert.Equal(expected, _deliveries["Sink", 0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Input_exception_of_a_call_ends_the_run_with_it_and_cancels_the_others(int executors)
    {
        using TestRun run = Start("Ordered", executors, new Input(1000, Rules.Refuse));
        Task<TopologyOutcome> finish = run.Finish();
        foreach (long number in new long[] { 0, 1, 2, 3, 9 })
        {
            _calls.Answer(number);
        }

        Assert.Equal("9 cannot be used", (await Assert.ThrowsAsync<TopologyInputException>(() => finish)).Message);
        Deadline.Until(() => _calls.Open.Count == 0, "all calls are cancelled");
    }

    [Fact]
    public async Task Calls_in_flight_at_the_drain_limit_are_cancelled_and_abandoned()
    {
        var time = new FakeTimeProvider();
        using TestRun run = Start("Ordered", executors: 1, new Input(8), time);
        Task<TopologyOutcome> finish = run.Finish();
        Deadline.Until(() => _calls.Started == 8, "all calls are in flight");

        run.Drain();
        time.Advance(run.Plan.Options.DrainTimeout);

        Assert.Equal(TopologyOutcome.DrainTimedOut, await finish);
        Assert.Equal(8, run.Engine.Abandoned);
        Deadline.Until(() => _calls.Open.Count == 0, "all calls are cancelled");
        Assert.Empty(_deliveries["Sink", 0]);
    }

    private static IEnumerable<Number> Expected(int count) => Enumerable.Range(0, count).Append(-1).Select(n => new Number(n));

    private TestRun Start(string bolt, int executors, Input input, TimeProvider? time = null)
    {
        var options = new EngineOptions { Executors = executors, RingCapacity = 16 };
        foreach (string other in new[] { "Ordered", "Unordered", "Directing" }.Where(b => b != bolt))
        {
            options.Components[other] = 0;
        }

        return new TestRun(TestRun.DefinitionOf<AsyncTopology>(), options, time, services: [_calls, _deliveries, input]);
    }

    private IReadOnlyList<Number> Received()
    {
        IReadOnlyList<Number> received = _deliveries["Sink", 0];
        lock (received)
        {
            return [.. received];
        }
    }

    private Random Seeded()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        return new Random(seed);
    }
}
