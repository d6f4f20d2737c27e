using TopoGen.Runtime;

namespace TopoGen.Hosting.Plans;

/// <summary>Questions about a plan.</summary>
internal static class PlanEdges
{
    /// <summary>Who listens to a stream.</summary>
    public static IEnumerable<PlannedEdge> Of(TopologyPlan plan, PlannedComponent source, StreamDefinition stream)
        => plan.Edges.Where(e =>
            e.Source.Definition == source.Definition
            && e.Subscription.Stream == stream.Name
            && e.Subscription.TupleType == stream.TupleType);

    /// <summary>The tasks of one executor, as <c>Split[1]</c>, in topological order.</summary>
    public static IEnumerable<string> TasksOn(TopologyPlan plan, int executor)
        => plan.Components.SelectMany(c => c.Executors
            .Select((place, task) => (place, task))
            .Where(t => t.place == executor)
            .Select(t => $"{c.Definition.Name}[{t.task}]"));
}
