using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>How a topology is run under test.</summary>
public sealed class TopologyTestOptions
{
    private readonly HashSet<string> _running = new(StringComparer.Ordinal);

    /// <summary>
    /// Where components' constructors take their arguments from: behind what the topology registers itself, so that a fake given here takes the
    /// place of the real one.
    /// </summary>
    public IServiceCollection Services { get; } = new ServiceCollection();

    /// <summary>Options of the engine. By default one executor runs everything; more of them take turns in an order that follows from <see cref="Seed"/>.</summary>
    public EngineOptions Engine { get; } = new() { Executors = 1, EpochInterval = TimeSpan.FromSeconds(1) };

    /// <summary>Decides whatever could happen in one order or in another. Equal seeds give equal runs.</summary>
    public ulong Seed { get; set; } = 1;

    /// <summary>The wall clock at the beginning.</summary>
    public DateTimeOffset Start { get; set; } = SimulatedClock.Epoch;

    /// <summary>Whether a component may fail: else the next call of the test says so. What failed is in <see cref="TopologyTest.Failures"/>.</summary>
    public bool ToleratesFailures { get; set; }

    internal bool RunsAll { get; private set; }

    /// <summary>Lets a spout run as it is. All others are fed by the test.</summary>
    public TopologyTestOptions RunSpout<TSpout>()
        where TSpout : class, IComponent<TSpout>
    {
        _running.Add(TSpout.Definition.Name);
        return this;
    }

    /// <summary>Lets all spouts run as they are.</summary>
    public TopologyTestOptions RunSpouts()
    {
        RunsAll = true;
        return this;
    }

    internal bool Runs(ComponentDefinition spout) => RunsAll || _running.Contains(spout.Name);

    /// <summary>The spouts that were named.</summary>
    internal IEnumerable<string> Named => _running;
}
