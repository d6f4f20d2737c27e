using Microsoft.Extensions.Time.Testing;
using static TopoGen.Runtime.Tests.Engine.FailureTopology;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Handlers that throw.</summary>
public sealed class FailureTests
{
    private readonly Deliveries<Number> _deliveries = new();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Throwing_bolt_loses_only_its_tuple(int executors)
    {
        using TestRun run = await Run(executors, new Input(3000, _ => false, n => n % 3 == 0));

        Assert.Equal(1000, run["Check"].Failed);
        Assert.Equal(3000, run["Check"].Executed);
        Assert.Equal(0, run["Source"].Failed);
        Assert.Equal(
            Enumerable.Range(0, 3000).Where(n => n % 3 != 0).Select(n => (long)n), _deliveries.All("Sink").Select(n => n.Value).Order());
    }

    [Fact]
    public async Task Failure_is_logged_with_component_task_and_tuple()
    {
        using TestRun run = await Run(executors: 1, new Input(100, _ => false, n => n == 41));

        (_, string message, Exception? exception) = Assert.Single(run.Log.Entries);
        Assert.Equal("Check[1].Execute failed on Number { Value = 41 } (0 earlier failures not shown)", message);
        Assert.Equal("bolt fails on 41", exception?.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Failing_spout_is_counted_and_goes_on(int executors)
    {
        using TestRun run = await Run(executors, new Input(200, n => n % 8 == 0, _ => false));

        Assert.Equal(25, run["Source"].Failed);
        Assert.Equal(201, run["Source"].Executed);
        Assert.Equal(200, _deliveries.All("Sink").Count());
        Assert.Contains(run.Log.Messages, m => m.StartsWith("Source[0].Next failed ("));
    }

    [Fact]
    public async Task Flood_of_failures_is_logged_ten_times_and_then_once_a_second()
    {
        var time = new FakeTimeProvider();
        var input = new Input(1000, _ => false, n =>
        {
            // A second of the topology's clock passes between the 200th and the 201st failure.
            if (n == 200)
            {
                time.Advance(TimeSpan.FromSeconds(1));
            }

            return true;
        });
        var options = new EngineOptions { Executors = 1, Components = { ["Check"] = 1 } };
        using var run = new TestRun(TestRun.DefinitionOf<FailureTopology>(), options, time, services: [_deliveries, input]);

        await run.Finish();

        Assert.Equal(1000, run["Check"].Failed);
        Assert.Equal(11, run.Log.Messages.Count);
        Assert.All(Enumerable.Range(0, 10), n => Assert.EndsWith($"{{ Value = {n} }} (0 earlier failures not shown)", run.Log.Messages[n]));
        Assert.EndsWith("{ Value = 200 } (190 earlier failures not shown)", run.Log.Messages[10]);
    }

    private async Task<TestRun> Run(int executors, Input input)
        => await TestRun.Complete<FailureTopology>(
            new() { Executors = executors, MaxIdleWait = TimeSpan.FromMilliseconds(1) }, _deliveries, input);
}
