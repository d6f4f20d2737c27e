using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// A topology as it will run: how many tasks each component has, which executor runs each of them, and which channels are
/// direct calls. A pure function of definition and options; immutable.
/// </summary>
public sealed class TopologyPlan
{
    private TopologyPlan(
        TopologyDefinition definition, EngineOptions options, ImmutableArray<PlannedComponent> components)
    {
        Definition = definition;
        Options = options;
        Components = components;
        Placed = HostPlan.Of(this);
        Edges = [.. Connect(components, Placed)];
        Executors = 1 + components.SelectMany(c => c.Executors).DefaultIfEmpty(0).Max();
    }

    public TopologyDefinition Definition { get; }

    public EngineOptions Options { get; }

    /// <summary>In topological order: sources before those who read them.</summary>
    public ImmutableArray<PlannedComponent> Components { get; }

    /// <summary>Subscriptions between components that are switched on.</summary>
    public ImmutableArray<PlannedEdge> Edges { get; }

    /// <summary>The number of threads.</summary>
    public int Executors { get; }

    /// <summary>The same as the engine links it.</summary>
    internal HostPlan Placed { get; }

    /// <exception cref="TopologyInputException">
    /// The definition cannot run, or an option does not fit it; the message names what, and what is expected.
    /// </exception>
    public static TopologyPlan Create(TopologyDefinition definition, EngineOptions options)
    {
        options.Validate();
        ImmutableArray<ComponentDefinition> sorted = PlanValidation.Sort(definition);
        int[] parallelism = [.. sorted.Select(c => PlanValidation.Parallelism(definition, c, options))];
        PlanValidation.CheckComponentNames(definition, options);
        int executors = options.Executors ?? Math.Max(1, Math.Min(Environment.ProcessorCount, parallelism.Max()));
        ImmutableArray<ImmutableArray<int>> placement = Placement.Assign(parallelism, executors);
        ImmutableArray<PlannedComponent> components =
            [.. sorted.Select((component, i) => new PlannedComponent(component, placement[i]))];
        return new TopologyPlan(definition, options, components);
    }

    /// <exception cref="ArgumentException">There is no component of that name.</exception>
    public int ParallelismOf(string component) => Placed.ParallelismOf(Definition.Name, component);

    private static IEnumerable<PlannedEdge> Connect(ImmutableArray<PlannedComponent> components, HostPlan placed)
    {
        foreach (HostEdge edge in placed.Edges)
        {
            int fused = 0;
            int rings = 0;
            for (int producer = 0; producer < edge.Source.Tasks.Length; producer++)
            {
                foreach (int consumer in HostPlan.TargetsOf(edge.Source, producer, edge.Target, edge.Subscription.Grouping))
                {
                    bool isFused = HostPlan.IsFused(edge.Source.Tasks[producer], edge.Target.Tasks[consumer], edge.Subscription);
                    (fused, rings) = isFused ? (fused + 1, rings) : (fused, rings + 1);
                }
            }

            yield return new PlannedEdge(Find(edge.Source), Find(edge.Target), edge.Subscription, edge.Index, fused, rings);
        }

        PlannedComponent Find(HostComponent component) => components.First(c => ReferenceEquals(c.Definition, component.Definition));
    }
}
