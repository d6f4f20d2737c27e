using TopoGen.Runtime;

namespace TopoGen.Hosting.Cluster;

/// <summary>How a run ended, as a worker that took part in it to the end saw it.</summary>
/// <param name="Phase">Never <see cref="RunPhase.Running"/>.</param>
/// <param name="Reason">One line, or null.</param>
internal sealed record WorkerEnd(RunPhase Phase, string? Reason);
