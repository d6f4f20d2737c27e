namespace TopoGen.Runtime;

/// <summary>What the workers of a topology that keeps epochs need beside coordination.</summary>
/// <param name="Store">Where epochs are kept.</param>
/// <param name="Board">How leader and workers hear of each other about them.</param>
/// <param name="Interval">From the beginning of one epoch to the beginning of the next.</param>
public sealed record EpochServices(ICheckpointStore Store, IEpochBoard Board, TimeSpan Interval);
