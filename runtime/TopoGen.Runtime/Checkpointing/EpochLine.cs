using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>What the epochs of one generation have in common.</summary>
/// <param name="Lineage">See <see cref="EpochId"/>.</param>
/// <param name="Token">Of the generation; the register of the store.</param>
/// <param name="Committed">The last committed epoch: where the tasks began.</param>
/// <param name="Tasks">All tasks of the plan.</param>
/// <param name="Layouts">How they write their state.</param>
internal sealed record EpochLine(
    ulong Lineage,
    FencingToken Token,
    EpochId? Committed,
    ImmutableArray<(string Component, int Index)> Tasks,
    ImmutableArray<StateLayout> Layouts);
