namespace TopoGen.Runtime;

/// <summary>An epoch that a store knows.</summary>
/// <param name="Id">The epoch.</param>
/// <param name="IsCommitted">Whether it has a manifest; else it was only attempted.</param>
public readonly record struct EpochRecord(EpochId Id, bool IsCommitted);
