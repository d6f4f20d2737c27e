using TopoGen.Runtime;

namespace TopoGen.Hosting.Supervision;

/// <summary>How a supervised run ended.</summary>
/// <param name="Phase">How far it is; still running where its supervisor gave up, so that it can go on later.</param>
/// <param name="Reason">Why, or null.</param>
/// <param name="Status">The last that the store said, or null.</param>
internal sealed record SupervisedEnd(RunPhase Phase, string? Reason, ClusterStatus? Status);
