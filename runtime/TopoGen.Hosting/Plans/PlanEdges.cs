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

    /// <summary>One edge of each handler that reads the error stream: where that comes from is almost everywhere, and not for a picture.</summary>
    public static PlannedEdge[] OfErrors(TopologyPlan plan)
        => [.. plan.Edges.Where(IsOfErrors).DistinctBy(e => (e.Target.Definition.Name, e.Subscription.Handler))];

    /// <summary>The edges of the streams that users declared.</summary>
    public static IEnumerable<PlannedEdge> OfStreams(TopologyPlan plan) => plan.Edges.Where(e => !IsOfErrors(e));

    /// <summary>The tasks of one executor, as <c>Split[1]</c>, in topological order.</summary>
    public static IEnumerable<string> TasksOn(TopologyPlan plan, int executor)
        => plan.Components.SelectMany(c => c.Executors
            .Select((place, task) => (place, task))
            .Where(t => t.place == executor)
            .Select(t => $"{c.Definition.Name}[{t.task}]"));

    private static bool IsOfErrors(PlannedEdge edge) => edge.Subscription.Stream == ErrorStream.Name;
}
