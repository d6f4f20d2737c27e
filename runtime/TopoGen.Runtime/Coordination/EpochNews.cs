namespace TopoGen.Runtime;

/// <summary>What workers are to know of epochs.</summary>
/// <param name="Attempt">The epoch that was last begun.</param>
/// <param name="Committed">The epoch that was last committed.</param>
public readonly record struct EpochNews(EpochId? Attempt, EpochId? Committed);
