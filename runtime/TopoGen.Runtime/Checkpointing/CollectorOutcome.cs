namespace TopoGen.Runtime;

/// <summary>What a collector did.</summary>
/// <param name="Deleted">Blobs.</param>
/// <param name="Forgotten">Epochs.</param>
/// <param name="Unreadable">A committed epoch whose manifest is damaged: as long as it is there, nobody knows what it needs, and nothing is deleted.</param>
internal readonly record struct CollectorOutcome(int Deleted, int Forgotten, EpochId? Unreadable);
