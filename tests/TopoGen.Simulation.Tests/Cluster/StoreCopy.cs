using TopoGen.Runtime;
using TopoGen.Tests;

namespace TopoGen.Simulation.Tests;

/// <summary>What a store had at one time.</summary>
internal sealed record StoreCopy(TimeSpan At, InMemoryStoreData Data, InMemoryCheckpointStore Checkpoints, Action GoBackOutside);
