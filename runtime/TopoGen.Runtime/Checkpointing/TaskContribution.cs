using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>What one task adds to an epoch, as it was copied at the cut.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Entry">For the manifest.</param>
/// <param name="Blobs">To be written before the task reports.</param>
/// <param name="Capture">Owns the memory of the blobs; to be disposed of when they are written.</param>
internal sealed record TaskContribution(EpochId Epoch, TaskEntry Entry, ImmutableArray<Blob> Blobs, TaskCapture Capture);
