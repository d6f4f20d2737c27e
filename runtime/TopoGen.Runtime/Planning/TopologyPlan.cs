using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// A topology as it will run: how many tasks each component has, which executor runs each of them, and which channels are
/// direct calls. A pure function of definition and options; immutable.
/// </summary>
public sealed class TopologyPlan
{
    private TopologyPlan(
        TopologyDefinition definition, EngineOptions options, ImmutableArray<PlannedComponent> components, ImmutableArray<PlannedEdge> edges)
    {
        Definition = definition;
        Options = options;
        Components = components;
        Edges = edges;
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
        return new TopologyPlan(definition, options, components, [.. Connect(components)]);
    }

    /// <exception cref="ArgumentException">There is no component of that name.</exception>
    public int ParallelismOf(string component)
        => Components.FirstOrDefault(c => c.Definition.Name == component)?.Parallelism
            ?? throw new ArgumentException(
                $"Topology '{Definition.Name}' has no component '{component}'{Nearest.Hint(component, Components.Select(c => c.Definition.Name))}",
                nameof(component));

    /// <summary>The consuming tasks that one producing task has channels to, in ascending order.</summary>
    internal static ImmutableArray<int> TargetsOf(
        PlannedComponent source, int producer, PlannedComponent target, GroupingKind grouping)
    {
        switch (grouping)
        {
            case GroupingKind.Global:
                return [0];
            case GroupingKind.LocalOrShuffle when target.Executors.All(source.Executors.Contains):
                // Every consumer has a producer next to it, so none starves when each producer stays at home.
                ImmutableArray<int> local =
                    [.. Enumerable.Range(0, target.Parallelism).Where(t => target.Executors[t] == source.Executors[producer])];
                return local.IsEmpty ? [.. Enumerable.Range(0, target.Parallelism)] : local;
            default:
                return [.. Enumerable.Range(0, target.Parallelism)];
        }
    }

    /// <summary>Whether a channel is a direct call. An asynchronous handler may not be ready, so it is never called directly.</summary>
    internal static bool IsFused(
        PlannedComponent source, int producer, PlannedComponent target, int consumer, SubscriptionDefinition subscription)
        => !subscription.IsAsync && source.Executors[producer] == target.Executors[consumer];

    private static IEnumerable<PlannedEdge> Connect(ImmutableArray<PlannedComponent> components)
    {
        foreach (PlannedComponent target in components.Where(c => c.Parallelism > 0))
        {
            for (int i = 0; i < target.Definition.Inputs.Length; i++)
            {
                SubscriptionDefinition subscription = target.Definition.Inputs[i];
                PlannedComponent source = components.First(c => c.Definition.Name == subscription.Source);
                if (source.Parallelism > 0)
                {
                    yield return Edge(source, target, subscription, i);
                }
            }
        }
    }

    private static PlannedEdge Edge(
        PlannedComponent source, PlannedComponent target, SubscriptionDefinition subscription, int index)
    {
        int fused = 0;
        int rings = 0;
        for (int producer = 0; producer < source.Parallelism; producer++)
        {
            foreach (int consumer in TargetsOf(source, producer, target, subscription.Grouping))
            {
                if (IsFused(source, producer, target, consumer, subscription))
                {
                    fused++;
                }
                else
                {
                    rings++;
                }
            }
        }

        return new PlannedEdge(source, target, subscription, index, fused, rings);
    }
}
