namespace TopoGen.Runtime;

/// <summary>What one task has done so far, or several have.</summary>
/// <param name="Emitted">Tuples emitted.</param>
/// <param name="Transferred">Copies of them that went to consuming tasks.</param>
/// <param name="Executed">Calls of handlers, or of <c>Next</c>.</param>
/// <param name="Failed">Calls that threw.</param>
/// <param name="Samples">Calls that were timed.</param>
/// <param name="Ticks">Their time, in ticks of the topology's clock.</param>
internal readonly record struct TaskCounters(long Emitted, long Transferred, long Executed, long Failed, long Samples, long Ticks)
{
    public static TaskCounters operator +(TaskCounters left, TaskCounters right) => new(
        left.Emitted + right.Emitted,
        left.Transferred + right.Transferred,
        left.Executed + right.Executed,
        left.Failed + right.Failed,
        left.Samples + right.Samples,
        left.Ticks + right.Ticks);
}
