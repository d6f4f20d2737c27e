using static TopoGen.Runtime.Tests.Engine.LifecycleTopology;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Hooks, their order, and what their failures do.</summary>
public sealed class LifecycleTests
{
    private static readonly string[] Components = ["Source", "Middle", "Sink"];

    private readonly Script _script = new();
    private readonly Deliveries<Number> _deliveries = new();

    /// <summary>Every place in a component where user code runs, at one executor and at one for each component.</summary>
    public static TheoryData<string, int> Places { get; } = PlacesOf(
        "Source.constructor", "Middle.constructor", "Sink.constructor", "Source.Open", "Middle.Open", "Sink.Open", "Source.Next",
        "Middle.Execute", "Sink.Execute", "Middle.End", "Sink.End", "Source.Close", "Middle.Close", "Sink.Close", "Sink.Dispose");

    /// <summary>Those whose failure breaks the run off, whatever is thrown.</summary>
    public static TheoryData<string, int> Hooks { get; } = PlacesOf(
        "Source.constructor", "Middle.constructor", "Sink.constructor", "Source.Open", "Middle.Open", "Sink.Open",
        "Middle.End", "Sink.End", "Source.Close", "Middle.Close", "Sink.Close");

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Bounded_input_is_processed_to_the_end(int executors)
    {
        using TestRun run = Start(executors, count: 5000);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());

        Assert.Equal(Enumerable.Range(0, 5000).Append(-1).Select(i => new Number(i)), _deliveries["Sink", 0]);
        Assert.All(
            new[] { "Source.Open", "Middle.Open", "Sink.Open", "Middle.End", "Sink.End" }
                .Concat(Components.SelectMany(c => new[] { c + ".constructor", c + ".Close", c + ".Dispose" })),
            hook => Assert.Equal(1, _script.CountOf(hook)));
        Assert.True(IndexOf("Middle.End") < IndexOf("Sink.End"));
        Assert.True(IndexOf("Sink.End") < Components.Min(c => IndexOf(c + ".Close")), "A task was closed before all had ended.");
        Assert.All(Components, c => Assert.True(IndexOf(c + ".Close") < IndexOf(c + ".Dispose")));
        Assert.Equal(0, _script.CountOf("Middle.Stopping"));
    }

    [Fact]
    public async Task No_tuple_flows_before_every_task_is_open()
    {
        _script.Actions["Sink.Open"] = () =>
        {
            Deadline.Until(() => _script.CountOf("Source.Open") + _script.CountOf("Middle.Open") == 2, "the others are open");
            _script.On("all are open");
        };
        using TestRun run = Start(executors: 3, count: 100);

        await run.Finish();

        Assert.True(IndexOf("all are open") < IndexOf("Source.Next"));
        Assert.True(IndexOf("all are open") < IndexOf("Middle.Execute"));
    }

    [Fact]
    public async Task Sinks_are_opened_first_on_an_executor()
    {
        using TestRun run = Start(executors: 1, count: 1);

        await run.Finish();

        Assert.Equal(["Sink.Open", "Middle.Open", "Source.Open"], _script.Events.Where(e => e.EndsWith(".Open")));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Input_exception_from_anywhere_ends_the_run_with_it(string place, int executors)
    {
        var mistake = new TopologyInputException($"no such file ({place})");
        _script.Actions[place] = () => throw mistake;
        using TestRun run = Start(executors, count: 20_000);

        Assert.Same(mistake, await Assert.ThrowsAsync<TopologyInputException>(run.Finish));

        AssertDisposed();
    }

    [Theory]
    [MemberData(nameof(Hooks))]
    public async Task Other_exception_from_a_hook_fails_the_run_and_names_component_and_task(string hook, int executors)
    {
        var cause = new InvalidOperationException("boom");
        _script.Actions[hook] = () => throw cause;
        using TestRun run = Start(executors, count: 20_000);

        TopologyFailedException failed = await Assert.ThrowsAsync<TopologyFailedException>(run.Finish);

        Assert.Equal($"{hook.Replace(".", "[0].")} failed: boom", failed.Message);
        Assert.Same(cause, failed.InnerException);
        AssertDisposed();
    }

    [Fact]
    public async Task Component_that_was_not_opened_is_not_closed_but_disposed_of()
    {
        _script.Actions["Middle.Open"] = () => throw new InvalidOperationException("boom");
        using TestRun run = Start(executors: 1, count: 10);

        await Assert.ThrowsAsync<TopologyFailedException>(run.Finish);

        Assert.Equal(0, _script.CountOf("Source.Open"));
        Assert.Equal(0, _script.CountOf("Source.Close"));
        Assert.Equal(1, _script.CountOf("Middle.Close"));
        Assert.Equal(1, _script.CountOf("Source.Dispose"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Emit_after_the_end_fails_instead_of_vanishing(bool isDirect)
    {
        using TestRun run = TestRun.Of<LateEmitTopology>(null, new LateEmitTopology.Late(isDirect));

        var failure = await Assert.ThrowsAsync<TopologyFailedException>(run.Finish);

        Assert.Equal("Source[0].Close failed: A Number was emitted after the task had ended; emit in End, not in Close.", failure.Message);
    }

    [Fact]
    public async Task First_reason_counts_where_closing_fails_after_it()
    {
        _script.Actions["Middle.Execute"] = () => throw new TopologyInputException("the first");
        _script.Actions["Middle.Close"] = () => throw new InvalidOperationException("the second");
        using TestRun run = Start(executors: 1, count: 1000);

        Assert.Equal("the first", (await Assert.ThrowsAsync<TopologyInputException>(run.Finish)).Message);
    }

    [Fact]
    public async Task Disposing_that_fails_does_not_hide_why_the_topology_could_not_be_built()
    {
        _script.Actions["Sink.constructor"] = () => throw new TopologyInputException("cannot write");
        _script.Actions["Source.Dispose"] = () => throw new InvalidOperationException("boom");
        using TestRun run = Start(executors: 1, count: 1000);

        Assert.Equal("cannot write", (await Assert.ThrowsAsync<TopologyInputException>(run.Finish)).Message);
        Assert.Contains("Source[0] could not be disposed of", run.Log.Messages);
        AssertDisposed();
    }

    [Fact]
    public async Task Throwing_callback_on_the_stop_token_does_not_keep_the_run_from_ending()
    {
        _script.Actions["Middle.Stopping"] = () => throw new InvalidOperationException("boom");
        _script.Actions["Sink.Execute"] = () => throw new TopologyInputException("disk is full");
        using TestRun run = Start(executors: 3, count: null);

        Assert.Equal("disk is full", (await Assert.ThrowsAsync<TopologyInputException>(run.Finish)).Message);
        Assert.Equal(1, _script.CountOf("Middle.Stopping"));
        AssertDisposed();
    }

    [Fact]
    public async Task Missing_service_is_the_users_mistake()
    {
        using TestRun run = TestRun.Of<LifecycleTopology>(services: [_script, _deliveries]);

        TopologyInputException mistake = await Assert.ThrowsAsync<TopologyInputException>(run.Finish);

        Assert.StartsWith("Component 'Source' needs a service of type ", mistake.Message);
    }

    [Fact]
    public async Task An_engine_runs_once()
    {
        using TestRun run = Start(executors: 1, count: 1);
        await run.Finish();

        await Assert.ThrowsAsync<InvalidOperationException>(run.Finish);
    }

    [Theory]
    [InlineData("Source", 1, 0)]
    [InlineData("Middle", 0, 1)]
    [InlineData("Middle", 0, 3)]
    public async Task Component_switched_off_ends_what_is_downstream(string component, int middleEnds, int executors)
    {
        EngineOptions options = new() { Executors = Math.Max(1, executors), Components = { [component] = 0 } };
        using TestRun run = TestRun.Of<LifecycleTopology>(options, _script, _deliveries, new Input(100));

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());

        Assert.Equal(middleEnds, _script.CountOf("Middle.End"));
        Assert.Equal(1, _script.CountOf("Sink.End"));
        Assert.Equal(0, _script.CountOf(component + ".constructor"));
        Assert.Equal(0, run[component].Tasks);
    }

    [Fact]
    public async Task Emits_without_a_consumer_are_counted()
    {
        EngineOptions options = new() { Components = { ["Middle"] = 0 } };
        using TestRun run = TestRun.Of<LifecycleTopology>(options, _script, _deliveries, new Input(100));

        await run.Finish();

        Assert.Equal(100, run["Source"].Emitted);
        Assert.Equal(0, run["Source"].Transferred);
    }

    private static TheoryData<string, int> PlacesOf(params ReadOnlySpan<string> places)
    {
        var data = new TheoryData<string, int>();
        foreach (string place in places)
        {
            data.Add(place, 1);
            data.Add(place, 3);
        }

        return data;
    }

    private TestRun Start(int executors, long? count)
        => TestRun.Of<LifecycleTopology>(new EngineOptions { Executors = executors }, _script, _deliveries, new Input(count));

    private int IndexOf(string happened) => _script.Events.ToList().IndexOf(happened);

    /// <summary>Every component whose constructor returned is disposed of once.</summary>
    private void AssertDisposed()
        => Assert.All(
            Components.Where(c => _script.CountOf(c + ".constructor") == 1 && !_script.Actions.ContainsKey(c + ".constructor")),
            c => Assert.Equal(1, _script.CountOf(c + ".Dispose")));
}
