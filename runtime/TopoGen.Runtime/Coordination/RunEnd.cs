namespace TopoGen.Runtime;

/// <summary>How a run ended.</summary>
/// <param name="Phase">Never <see cref="RunPhase.Running"/>.</param>
/// <param name="Reason">One line, or null.</param>
internal sealed record RunEnd(RunPhase Phase, string? Reason);
