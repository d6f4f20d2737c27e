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
    {
        // Most are not among them, and need not be looked at.
        ILookup<string, TaskId> byComponent = ended.Keys.ToLookup(id => id.Component, StringComparer.Ordinal);
        return ended.IsEmpty ? components : [.. components.Select(c => byComponent.Contains(c.Component) ? WithEnds(c, byComponent[c.Component]) : c)];
    }

    private static PlannedTasks WithEnds(PlannedTasks component, IEnumerable<TaskId> ended)
    {
        ImmutableArray<PlannedTask>.Builder tasks = component.Tasks.ToBuilder();
        foreach (TaskId id in ended)
        {
            if (id.Index < tasks.Count && tasks[id.Index].Incarnation == id.Incarnation)
            {
                tasks[id.Index] = tasks[id.Index] with { HasEnded = true };
            }
        }

        return component with { Tasks = tasks.ToImmutable() };
    }
}
