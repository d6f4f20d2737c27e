using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>A component with its number of tasks and where they run.</summary>
/// <param name="Definition">What was compiled.</param>
/// <param name="Executors">The executor of each task, by task index; empty where the component is switched off.</param>
public sealed record PlannedComponent(ComponentDefinition Definition, ImmutableArray<int> Executors)
{
    public int Parallelism => Executors.Length;
}
