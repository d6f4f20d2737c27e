using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>A worker's counters at one moment.</summary>
/// <param name="Worker">Its id.</param>
/// <param name="Components">The counters of its tasks, by component.</param>
/// <param name="RefusedFrames">Frames of dead channels and strangers that were refused.</param>
/// <param name="RefusedWrites">Own writes that the store refused because somebody else had taken over.</param>
public sealed record WorkerMetrics(
    string Worker, ImmutableArray<ComponentSnapshot> Components, long RefusedFrames, long RefusedWrites);
