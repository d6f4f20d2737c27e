using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>Ways to look at the tasks of a plan. Pure.</summary>
internal static class PlanTasks
{
    public static IEnumerable<(TaskId Id, PlannedTask Task)> Of(ClusterPlan plan) => Of(plan.Components);

    public static IEnumerable<(TaskId Id, PlannedTask Task)> Of(ImmutableArray<PlannedTasks> components)
        => components.SelectMany(
            c => c.Tasks.Select((task, index) => (new TaskId(c.Component, index, task.Incarnation), task)));

    /// <summary>Marks the tasks that have reported their end.</summary>
    public static ImmutableArray<PlannedTasks> WithEnds(ImmutableArray<PlannedTasks> components, ImmutableDictionary<TaskId, bool> ended)
        => [.. components.Select(c => c with
        {
            Tasks =
            [
                .. c.Tasks.Select((task, index) => ended.ContainsKey(new TaskId(c.Component, index, task.Incarnation))
                    ? task with { HasEnded = true }
                    : task),
            ],
        })];
}
