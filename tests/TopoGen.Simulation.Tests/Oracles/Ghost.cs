using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime;
using TopoGen.Testing;

namespace TopoGen.Simulation.Tests;

/// <summary>What really happens in a topology, over all processes and their deaths, and whether it may. No part of the engine.</summary>
/// <param name="simulator">The simulation.</param>
/// <param name="definition">The topology.</param>
internal abstract class Ghost(Simulator simulator, TopologyDefinition definition)
{
    protected Simulator Simulator => simulator;

    public TopologyDefinition Definition => definition;

    public Delivery Delivery => definition.Delivery;

    /// <summary>
    /// Whether the store has lost what it had acknowledged: then a spout's reservations are gone too, and whoever takes it over repeats
    /// what was emitted under them.
    /// </summary>
    public bool HasForgotten { get; set; }

    /// <summary>How much longer handlers may take, where they take time at all.</summary>
    public TimeSpan Slowness { get; set; }

    /// <summary>Once in so many acks a bolt forgets it, does it twice, or does it late; 0 for never.</summary>
    public int MisbehavesOneIn { get; set; }

    /// <summary>The number of the last epoch that was committed.</summary>
    public long Committed { get; set; }

    /// <summary>The number of the last epoch of which something was told outside, that cannot be taken back.</summary>
    public long Released { get; protected set; }

    /// <summary>What was wrong first.</summary>
    public string? Violation { get; private set; }

    /// <summary>As long as the topology comes further, each of them grows.</summary>
    public abstract IReadOnlyList<long> Progress { get; }

    /// <summary>How many tuples came to the end of the topology.</summary>
    public abstract long Arrived { get; }

    /// <summary>Gives components what they need.</summary>
    /// <param name="services">The container's.</param>
    /// <param name="process">In which they run.</param>
    /// <param name="way">The process's way to where sinks write; null for components that never run.</param>
    public abstract void AddServices(IServiceCollection services, SimulatedProcess process, StoreConnection? way);

    /// <summary>An epoch was committed.</summary>
    /// <returns>What is wrong with what it holds, or null.</returns>
    public abstract string? Problem(CutProbe cut);

    /// <summary>What is outside of the topology and on the store's own server: the returned action brings it back to what it is now.</summary>
    public virtual Action Remember() => static () => { };

    /// <summary>Nothing goes wrong any more: brings the topology to rest, and compares what should be there with what is.</summary>
    public abstract void Finish(SimulatedCluster cluster);

    /// <summary>The run is complete.</summary>
    /// <returns>What is missing, or null.</returns>
    public abstract string? Missing(SimulatedCluster cluster);

    public void Violate(string violation)
    {
        Violation ??= violation;
        simulator.Note("ghost", violation);
    }
}
