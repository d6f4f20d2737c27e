namespace TopoGen.Runtime;

/// <summary>What a ring needs to know beside its tuple type.</summary>
/// <param name="Capacity">Tuples it holds, a power of two.</param>
/// <param name="BatchSize">After how many tuples the producer publishes at the latest.</param>
/// <param name="OverflowLimit">How many tuples one call may emit beyond the ring's room.</param>
/// <param name="Name">Who sends to whom, for messages: <c>Split[0] -> Tally[1]</c>.</param>
/// <param name="Producer">The executor that writes.</param>
/// <param name="Consumer">The executor that reads.</param>
internal sealed record RingSettings(
    int Capacity, int BatchSize, int OverflowLimit, string Name, Executor Producer, Executor Consumer);
