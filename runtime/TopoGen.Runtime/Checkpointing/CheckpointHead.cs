namespace TopoGen.Runtime;

/// <summary>Where a topology stands.</summary>
/// <param name="Committed">The last committed epoch.</param>
/// <param name="Applied">
/// The last one whose effects outside (sinks' commands, acks to sources) have begun to be released: nobody may go back below it. Null before the first.
/// </param>
public sealed record CheckpointHead(EpochId Committed, EpochId? Applied);
