using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// Where the tasks of a plan are, as a store has it: every worker reads the plan, so that the same few ids are not written once for each task. A fresh
/// placement takes some 60 bytes for each component, and each task that was moved since some 20.
/// </summary>
/// <param name="Workers">The ids that <see cref="PlacedTasks.Places"/> means, in the order in which they are first needed.</param>
/// <param name="Incarnations">The incarnations that <see cref="PlacedTasks.Lives"/> means.</param>
/// <param name="Tasks">By component.</param>
internal sealed record PlacementRecord(ImmutableArray<string> Workers, ImmutableArray<long> Incarnations, ImmutableArray<PlacedTasks> Tasks);
