using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// How many tuples can be lost with a task, at the most. Counted are tuples in rings between tasks that are lost together, tuples
/// within the window of channels from and to other tasks, and one in the hands of each task. Not counted are what a single call
/// emitted beyond the room of a ring or window, and what a spout reserved and did not report, which the store counts as skipped.
/// Pure.
/// </summary>
/// <param name="RingCapacity">Tuples that a ring between two tasks of one worker holds.</param>
/// <param name="WindowSize">Bytes that a channel between workers holds.</param>
internal sealed record LossBound(int RingCapacity, long WindowSize)
{
    /// <param name="shape">The topology.</param>
    /// <param name="components">Where the tasks are.</param>
    public LossTally Tally(TopologyShape shape, ImmutableArray<PlannedTasks> components) => new(this, shape, components);
}
