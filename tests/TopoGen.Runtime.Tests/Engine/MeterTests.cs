using System.Diagnostics.Metrics;
using static TopoGen.Runtime.Tests.Engine.FailureTopology;

namespace TopoGen.Runtime.Tests.Engine;

public sealed class MeterTests : IDisposable, IMeterFactory
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<(string Instrument, string Component), double> _measured = [];

    public MeterTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "TopoGen" && ReferenceEquals(instrument.Meter.Scope, this))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>The engine's meter ends with the engine, and one of a factory would not.</summary>
    Meter IMeterFactory.Create(MeterOptions options) => throw new InvalidOperationException("Nobody may ask for a meter.");

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Instruments_report_the_same_numbers_as_the_snapshot(int executors)
    {
        var input = new Input(5000, n => n % 1000 == 0, n => n % 10 == 1);
        using var run = new TestRun(
            TestRun.DefinitionOf<FailureTopology>(),
            new EngineOptions { Executors = executors },
            meters: this,
            services: [new Deliveries<Number>(), input]);
        await run.Finish();

        _listener.RecordObservableInstruments();

        Assert.Equal(3 * 6, _measured.Count);
        foreach (ComponentSnapshot counters in run.Counters)
        {
            Assert.Equal(counters.Emitted, _measured[("topogen.tuples.emitted", counters.Component)]);
            Assert.Equal(counters.Transferred, _measured[("topogen.tuples.transferred", counters.Component)]);
            Assert.Equal(counters.Executed, _measured[("topogen.tuples.executed", counters.Component)]);
            Assert.Equal(counters.Failed, _measured[("topogen.tuples.failed", counters.Component)]);
            Assert.Equal(counters.ExecuteLatency.TotalSeconds, _measured[("topogen.execute.latency", counters.Component)]);
            Assert.Equal(counters.QueueFill, _measured[("topogen.queue.fill", counters.Component)]);
        }

        Assert.Equal(5000, _measured[("topogen.tuples.emitted", "Source")]);
        Assert.Equal(5, _measured[("topogen.tuples.failed", "Source")]);
        Assert.Equal(500, _measured[("topogen.tuples.failed", "Check")]);
        Assert.Equal(4500, _measured[("topogen.tuples.executed", "Sink")]);
        Assert.True(_measured[("topogen.execute.latency", "Sink")] > 0);
    }

    [Fact]
    public async Task Epochs_are_measured()
    {
        var input = new EpochTopology.Input(1000) { Allowed = long.MaxValue };
        var store = new InMemoryCheckpointStore();
        using var run = new TestRun(
            TestRun.DefinitionOf<EpochTopology>(), meters: this, checkpoints: new CheckpointOptions(store), services: [input, new Deliveries<EpochTopology.Total>(), new EpochTopology.Errors()]);
        await run.Finish();

        _listener.RecordObservableInstruments();

        Assert.Equal(run.Engine.Epoch, _measured[("topogen.epoch.committed", "")]);
        Assert.True(_measured[("topogen.epoch.duration", "")] > 0);
        Assert.True(_measured[("topogen.epoch.size", "")] > 0);
    }

    [Fact]
    public async Task Disposed_engine_reports_nothing()
    {
        using (TestRun run = new(
            TestRun.DefinitionOf<FailureTopology>(), meters: this, services: [new Deliveries<Number>(), new Input(10, _ => false, _ => false)]))
        {
            await run.Finish();
        }

        _listener.RecordObservableInstruments();

        Assert.Empty(_measured);
    }

    [Fact]
    public async Task Tuples_transferred_count_each_copy()
    {
        var options = new EngineOptions();
        options.Components["Source"] = 2;
        foreach (string off in new[] { "Shuffled", "Local", "ByName", "ByBytes", "ByNameAndBytes", "Partial", "Chosen" })
        {
            options.Components[off] = 0;
        }

        options.Components["Everyone"] = 3;
        using TestRun run = await TestRun.Complete<GroupingTopology>(
            options, new Deliveries<GroupingTopology.Item>(), new GroupingTopology.Input(100, 10));

        // Everyone's three tasks and First.
        Assert.Equal(200, run["Source"].Emitted);
        Assert.Equal(200 * 4, run["Source"].Transferred);
        Assert.Equal(600, run["Everyone"].Executed);
    }

    [Fact]
    public void Counters_can_be_read_before_the_run()
    {
        using TestRun run = TestRun.Of<FailureTopology>();

        Assert.Equal(["Source", "Check", "Sink"], run.Counters.Select(c => c.Component));
        Assert.All(run.Counters, c => Assert.Equal((0, 0, 0.0), (c.Emitted, c.Executed, c.QueueFill)));
    }

    private void Measured(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var byName = tags.ToArray().ToDictionary(t => t.Key, t => (string)t.Value!);
        Assert.Contains(byName["topology"], (string[])["failure", "epochs"]);
        (string, string) key = (instrument.Name, byName.GetValueOrDefault("component", ""));
        if (instrument.IsObservable)
        {
            _measured.Add(key, value);
        }
        else
        {
            _measured[key] = _measured.GetValueOrDefault(key) + value;
        }
    }
}
