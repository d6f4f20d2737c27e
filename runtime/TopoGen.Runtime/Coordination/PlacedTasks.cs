using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>The tasks of one component in a <see cref="PlacementRecord"/>, by index. All lists are of pairs.</summary>
/// <param name="Component">The component.</param>
/// <param name="Places">A worker, and how many tasks: the first of them is there, and each other one on the next worker.</param>
/// <param name="Lives">An incarnation, and how many tasks in a row have it.</param>
/// <param name="Ended">A task that has ended, and how many in a row from it on; null where none has.</param>
/// <param name="Standbys">As <paramref name="Places"/>, where the standbys are, an empty id for none; null where no task has one.</param>
internal sealed record PlacedTasks(
    string Component, ImmutableArray<int> Places, ImmutableArray<int> Lives, ImmutableArray<int>? Ended, ImmutableArray<int>? Standbys = null);
