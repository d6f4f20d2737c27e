using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>A component with the place of each task, by index; none where it is switched off.</summary>
internal sealed record HostComponent(ComponentDefinition Definition, ImmutableArray<TaskPlace> Tasks)
{
    public TaskId Id(int task) => new(Definition.Name, task, Tasks[task].Incarnation);
}
