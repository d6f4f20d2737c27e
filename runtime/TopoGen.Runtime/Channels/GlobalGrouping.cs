namespace TopoGen.Runtime;

/// <summary>The task with the lowest index receives everything; the planner opens a channel to no other.</summary>
internal sealed class GlobalGrouping<T>() : Grouping<T>(GroupingKind.Global)
    where T : allows ref struct
{
    internal override OutputPort CreateRoute(Output<T>[] targets, Output<T>[] others, int producer, int keyGroups) => targets[0];
}
