using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>One life of a topology under test: a process, from its start to its end or death.</summary>
internal sealed class TestProcess : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _drain = new();
    private readonly TopologyEngine _engine;

    public TestProcess(Simulator simulator, TopologyPlan plan, TopologyTestOptions options, TestSetup setup, ILoggerFactory loggers)
    {
        Process = new SimulatedProcess(simulator, plan.Definition.Name) { WallOffset = options.Start - SimulatedClock.Epoch };
        _services = setup.CreateServices(Process.Clock);
        CheckpointOptions? checkpoints = plan.Definition.KeepsEpochs
            ? new CheckpointOptions(setup.Checkpoints) { Nonce = simulator.Random.NextWord }
            : null;
        _engine = new TopologyEngine(plan, _services, loggers, Process.Clock, null, checkpoints, Process.Threads, setup.Listen);
        _engine.Host.SetActive(false);
        Run = simulator.Inside(() => _engine.RunAsync(_drain.Token));
    }

    public SimulatedProcess Process { get; }

    public IServiceProvider Services => _services;

    public Task<TopologyOutcome> Run { get; }

    public long Epoch => _engine.Epoch;

    public IEnumerable<TaskCell> Cells => _engine.Host.Graph.Cells;

    /// <summary>Asynchronous calls of components that are under way.</summary>
    public int CallsUnderWay => Cells.Sum(c => (c.Calls?.InFlight ?? 0) + (c.Polled is { IsPending: true } ? 1 : 0));

    /// <summary>Lets spouts and ticks begin.</summary>
    public void Activate() => _engine.Host.SetActive(true);

    /// <summary>Breaks the run off, if it is not over.</summary>
    public void Abort() => _engine.Host.Abort(null);

    public void Dispose()
    {
        _engine.Dispose();
        _services.Dispose();
        _drain.Dispose();
    }
}
