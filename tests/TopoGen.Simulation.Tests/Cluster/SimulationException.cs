namespace TopoGen.Simulation.Tests;

/// <summary>Something does not hold in a simulation. The message has the seed that repeats it, and what happened last.</summary>
internal sealed class SimulationException(string message, SimulatedCluster cluster)
    : Exception($"{message} To repeat it: TOPOGEN_TEST_SEED={cluster.Simulator.Seed}\n{cluster}");
