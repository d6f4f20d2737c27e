namespace TopoGen.Runtime;

/// <summary>A committed epoch that a worker could not read.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Problem">Names the blob and what is wrong with it.</param>
public sealed record EpochDamage(EpochId Epoch, string Problem);
