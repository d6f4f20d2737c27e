using Microsoft.Extensions.Time.Testing;

namespace TopoGen.Runtime.Tests.Engine;

public sealed class TickTests : IDisposable
{
    private readonly Script _script = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ManualResetEventSlim _release = new();

    public void Dispose() => _release.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Ticks_come_on_virtual_time_and_emit(int executors)
    {
        using TestRun run = Start(executors);
        Task<TopologyOutcome> finish = run.Finish();
        AwaitStart(run);

        _time.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.Equal(0, _script.CountOf("Second"));
        for (int second = 1; second <= 60; second++)
        {
            _time.Advance(second == 1 ? TimeSpan.FromTicks(1) : TimeSpan.FromSeconds(1));
            Deadline.Until(() => _script.CountOf("second") == second, $"tick {second} reaches the sink");
        }

        Deadline.Until(() => _script.CountOf("ten seconds") == 6, "6 ticks of 10 s reach the sink");
        Deadline.Until(() => _script.CountOf("minute") == 1, "the spout's tick reaches the sink");
        run.Drain();
        Assert.Equal(TopologyOutcome.Drained, await finish);
        Assert.Equal(60, _script.CountOf("Second"));
        Assert.Equal(6, _script.CountOf("TenSeconds"));
    }

    [Fact]
    public async Task Ticks_that_come_due_while_the_task_is_busy_are_merged_into_one()
    {
        _script.Actions["Second"] = () => _release.Wait(Deadline.Limit);
        using TestRun run = Start(executors: 1);
        Task<TopologyOutcome> finish = run.Finish();
        AwaitStart(run);
        _time.Advance(TimeSpan.FromSeconds(1));
        Deadline.Until(() => _script.CountOf("Second") == 1, "the first tick is under way");

        _time.Advance(TimeSpan.FromSeconds(7));
        _release.Set();

        Deadline.Until(() => _script.CountOf("second") == 2, "one tick stands for the seven");
        _time.Advance(TimeSpan.FromSeconds(1));
        Deadline.Until(() => _script.CountOf("second") == 3, "ticks go on");
        run.Drain();
        await finish;
        Assert.Equal(3, _script.CountOf("Second"));
    }

    [Fact]
    public async Task Throwing_tick_is_counted_and_logged_and_ticks_go_on()
    {
        _script.Actions["Second"] = () => throw new InvalidOperationException("boom");
        using TestRun run = Start(executors: 1);
        Task<TopologyOutcome> finish = run.Finish();
        AwaitStart(run);

        for (int second = 1; second <= 10; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Deadline.Until(() => run["Clock"].Failed == second, $"tick {second} fails");
        }

        Deadline.Until(() => _script.CountOf("ten seconds") == 1, "the other tick is not affected");
        run.Drain();
        await finish;
        Assert.Equal("Clock[0].Second failed (0 earlier failures not shown)", run.Log.Messages[0]);
    }

    [Fact]
    public async Task Ticks_stop_with_the_run()
    {
        using TestRun run = Start(executors: 1);
        Task<TopologyOutcome> finish = run.Finish();
        AwaitStart(run);
        run.Drain();
        await finish;

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(0, _script.CountOf("Second"));
    }

    private TestRun Start(int executors)
        => new(
            TestRun.DefinitionOf<TickTopology>(),
            new EngineOptions { Executors = executors, MaxIdleWait = TimeSpan.FromMilliseconds(1), DrainTimeout = TimeSpan.FromDays(1) },
            _time,
            services: [_script]);

    /// <summary>The first tuple has come through, so every executor is at work and its timers run.</summary>
    private void AwaitStart(TestRun run) => Deadline.Until(() => run["Sink"].Executed == 1, "the topology works");
}
