using Microsoft.Extensions.Time.Testing;
using static TopoGen.Runtime.Tests.Engine.LifecycleTopology;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>A topology with endless input is told to stop.</summary>
public sealed class DrainTests : IDisposable
{
    private readonly Script _script = new();
    private readonly Deliveries<Number> _deliveries = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ManualResetEventSlim _release = new();

    public void Dispose() => _release.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Drain_finishes_what_was_read(int executors)
    {
        using TestRun run = Start(executors);
        Task<TopologyOutcome> finish = run.Finish();
        Deadline.Until(() => run["Sink"].Executed > 1000, "numbers flow");

        run.Drain();

        Assert.Equal(TopologyOutcome.Drained, await finish);
        Assert.Equal(run["Source"].Emitted, _deliveries["Sink", 0].Count);
        Assert.Equal(Enumerable.Range(0, _deliveries["Sink", 0].Count).Select(i => new Number(i)), _deliveries["Sink", 0]);
        Assert.DoesNotContain(_script.Events, e => e.EndsWith(".End"));
        Assert.Equal(3, _script.Events.Count(e => e.EndsWith(".Close")));
        Assert.Equal(0, run.Engine.Abandoned);
        Assert.Equal(0, _script.CountOf("Middle.Stopping"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Drain_asked_for_before_the_start_is_obeyed(int executors)
    {
        using TestRun run = Start(executors);
        run.Drain();

        Assert.Equal(TopologyOutcome.Drained, await run.Finish());
        Assert.Equal(run["Source"].Emitted, _deliveries["Sink", 0].Count);
    }

    [Fact]
    public async Task Drain_of_input_that_ended_by_itself_is_completed()
    {
        _script.Actions["Sink.Execute"] = () => _release.Wait(Deadline.Limit);
        using TestRun run = Start(executors: 3, count: 100);
        Task<TopologyOutcome> finish = run.Finish();
        Deadline.Until(() => _script.CountOf("Middle.End") == 1, "the input is over");

        run.Drain();
        _release.Set();

        Assert.Equal(TopologyOutcome.Completed, await finish);
        Assert.Equal(1, _script.CountOf("Sink.End"));
        Assert.Equal(101, _deliveries["Sink", 0].Count);
    }

    [Fact]
    public async Task Drain_limit_breaks_the_run_off_and_tells_what_was_abandoned()
    {
        _script.Actions["Sink.Execute"] = () => _release.Wait(Deadline.Limit);
        using TestRun run = Start(executors: 3, time: _time);
        Task<TopologyOutcome> finish = run.Finish();
        Deadline.Until(() => run["Sink"].QueueFill >= 1, "the ring before the sink is full");

        run.Drain();
        _time.Advance(run.Plan.Options.DrainTimeout - TimeSpan.FromTicks(1));
        Assert.Equal(0, _script.CountOf("Middle.Stopping"));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(1, _script.CountOf("Middle.Stopping"));
        _release.Set();

        Assert.Equal(TopologyOutcome.DrainTimedOut, await finish);
        Assert.True(run.Engine.Abandoned > 0);
        Assert.Equal(run["Source"].Emitted - _deliveries["Sink", 0].Count, run.Engine.Abandoned);
        Assert.DoesNotContain(_script.Events, e => e.EndsWith(".End"));
        Assert.Equal(3, _script.Events.Count(e => e.EndsWith(".Dispose")));
    }

    [Theory]
    [InlineData("Sink.Execute")]
    [InlineData("Sink.Open")]
    public async Task Thread_stuck_in_user_code_is_left_behind_after_the_drain_limit(string place)
    {
        _script.Actions[place] = () => _release.Wait(Deadline.Limit);
        using TestRun run = Start(executors: 3, time: _time);
        Task<TopologyOutcome> finish = run.Finish();
        Deadline.Until(() => _script.CountOf(place) == 1, "user code is stuck");
        Deadline.Until(() => _script.CountOf("Source.Open") + _script.CountOf("Middle.Open") == 2, "the others have begun");
        run.Drain();
        _time.Advance(run.Plan.Options.DrainTimeout);
        Deadline.Until(() => _script.CountOf("Source.Dispose") + _script.CountOf("Middle.Dispose") == 2, "the others have ended");
        Assert.False(finish.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(TopologyOutcome.DrainTimedOut, await finish);
        Assert.Contains(run.Log.Messages, m => m.Contains("its thread is left behind"));
        _release.Set();
        Deadline.Until(() => _script.CountOf("Sink.Dispose") == 1, "the stuck thread ends as well");
    }

    [Fact]
    public async Task Thread_stuck_in_a_close_hook_is_left_behind_after_the_drain_limit()
    {
        _script.Actions["Sink.Close"] = () => _release.Wait(Deadline.Limit);
        using TestRun run = Start(executors: 3, time: _time);
        Task<TopologyOutcome> finish = run.Finish();
        Deadline.Until(() => run["Sink"].Executed > 0, "numbers flow");
        run.Drain();
        Deadline.Until(() => _script.CountOf("Sink.Close") == 1, "the sink is being closed");

        _time.Advance(run.Plan.Options.DrainTimeout);
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(TopologyOutcome.DrainTimedOut, await finish);
        Assert.Equal(0, run.Engine.Abandoned);
        _release.Set();
        Deadline.Until(() => _script.CountOf("Sink.Dispose") == 1, "the stuck thread ends as well");
    }

    [Fact]
    public async Task Input_exception_while_another_thread_is_stuck_ends_the_run_with_it()
    {
        _script.Actions["Sink.Execute"] = () => _release.Wait(Deadline.Limit);
        using TestRun run = Start(executors: 3, time: _time);
        Task<TopologyOutcome> finish = run.Finish();
        Deadline.Until(() => _script.CountOf("Sink.Execute") == 1, "user code is stuck");
        run.Engine.Host.Abort(new TopologyInputException("gone"));
        Deadline.Until(() => _script.CountOf("Source.Dispose") + _script.CountOf("Middle.Dispose") == 2, "the others have ended");

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("gone", (await Assert.ThrowsAsync<TopologyInputException>(() => finish)).Message);
        _release.Set();
        Deadline.Until(() => _script.CountOf("Sink.Dispose") == 1, "the stuck thread ends as well");
    }

    private TestRun Start(int executors, long? count = null, TimeProvider? time = null)
        => new(
            TestRun.DefinitionOf<LifecycleTopology>(),
            new EngineOptions { Executors = executors, RingCapacity = 256 },
            time,
            services: [_script, _deliveries, new Input(count)]);
}
