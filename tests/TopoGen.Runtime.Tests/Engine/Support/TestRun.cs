using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>One run of a topology. Objects given as services are singletons of the type they have.</summary>
internal sealed class TestRun : IDisposable
{
    private readonly CancellationTokenSource _drain = new();
    private readonly ServiceProvider _services;

    public TestRun(
        TopologyDefinition definition,
        EngineOptions? options = null,
        TimeProvider? time = null,
        IMeterFactory? meters = null,
        CheckpointOptions? checkpoints = null,
        params ReadOnlySpan<object> services)
    {
        var collection = new ServiceCollection();
        foreach (object service in services)
        {
            collection.AddSingleton(service.GetType(), service);
        }

        _services = collection.BuildServiceProvider();
        Plan = TopologyPlan.Create(definition, options ?? new EngineOptions());
        Engine = new TopologyEngine(Plan, _services, Log, time ?? TimeProvider.System, meters, checkpoints);
    }

    public CapturedLog Log { get; } = new();

    public TopologyPlan Plan { get; }

    public TopologyEngine Engine { get; }

    public ImmutableArray<ComponentSnapshot> Counters => Engine.Snapshot();

    public ComponentSnapshot this[string component] => Engine.Snapshot().Single(s => s.Component == component);

    public static TopologyDefinition DefinitionOf<T>()
        where T : ITopology<T>
        => T.Definition;

    /// <summary>Runs a bounded topology to its end.</summary>
    public static async Task<TestRun> Complete<T>(EngineOptions? options = null, params object[] services)
        where T : ITopology<T>
    {
        var run = new TestRun(T.Definition, options, services: services);
        Assert.Equal(TopologyOutcome.Completed, await run.Finish());
        return run;
    }

    public static TestRun Of<T>(EngineOptions? options = null, params ReadOnlySpan<object> services)
        where T : ITopology<T>
        => new(T.Definition, options, services: services);

    /// <summary>Starts the run; its end is waited for no longer than the deadline.</summary>
    public Task<TopologyOutcome> Finish() => Engine.RunAsync(_drain.Token).WaitAsync(Deadline.Limit);

    public void Drain() => _drain.Cancel();

    public void Dispose()
    {
        Engine.Dispose();
        _services.Dispose();
        _drain.Dispose();
    }
}
