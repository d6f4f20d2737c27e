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
    /// <param name="isLost">Which of them are lost.</param>
    public long Of(TopologyShape shape, ImmutableArray<PlannedTasks> components, Func<PlannedTask, bool> isLost)
    {
        ImmutableArray<PlannedTask>[] tasks =
            [.. shape.Components.Select(c => components.FirstOrDefault(p => p.Component == c.Name)?.Tasks ?? [])];
        long tuples = tasks.Sum(t => t.LongCount(task => !task.HasEnded && isLost(task)));
        foreach (ShapeEdge edge in shape.Edges)
        {
            long window = WindowSize / edge.LeastTupleSize;
            ImmutableArray<PlannedTask> targets = edge.Grouping == GroupingKind.Global ? [.. tasks[edge.Target].Take(1)] : tasks[edge.Target];

            // One that has ended has received everything, but may have sent what has not arrived yet.
            foreach (PlannedTask target in targets.Where(t => !t.HasEnded))
            {
                foreach (PlannedTask source in tasks[edge.Source].Where(s => isLost(s) || isLost(target)))
                {
                    tuples += source.Worker == target.Worker ? RingCapacity : window;
                }
            }
        }

        return tuples;
    }
}
