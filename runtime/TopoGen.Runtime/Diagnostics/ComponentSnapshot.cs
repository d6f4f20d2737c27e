namespace TopoGen.Runtime;

/// <summary>The counters of one component at one moment, summed over its tasks. They only grow, but for the fill.</summary>
/// <param name="Component">The component's name.</param>
/// <param name="Tasks">The number of its tasks.</param>
/// <param name="Emitted">Tuples its tasks emitted.</param>
/// <param name="Transferred">Copies of them that went to consuming tasks.</param>
/// <param name="Executed">Calls of its handlers (of a spout: of <c>Next</c>).</param>
/// <param name="Failed">Calls that threw.</param>
/// <param name="ExecuteLatency">The mean time of the sampled handler calls so far, including fused calls below; zero before the first sample.</param>
/// <param name="QueueFill">The fill of its fullest input ring, 0 to 1, above 1 where an overflow waits; 0 where all its inputs are fused.</param>
public sealed record ComponentSnapshot(
    string Component,
    int Tasks,
    long Emitted,
    long Transferred,
    long Executed,
    long Failed,
    TimeSpan ExecuteLatency,
    double QueueFill);
