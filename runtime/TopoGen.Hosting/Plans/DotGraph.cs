using TopoGen.Runtime;

namespace TopoGen.Hosting.Plans;

/// <summary>A topology in the language of Graphviz.</summary>
internal static class DotGraph
{
    public static void Write(TextWriter writer, TopologyPlan plan)
    {
        writer.WriteLine($"digraph \"{plan.Definition.Name}\" {{");
        writer.WriteLine("    rankdir=LR;");
        writer.WriteLine("    node [shape=box, style=rounded];");
        foreach (PlannedComponent component in plan.Components.Where(c => c.Parallelism > 0))
        {
            string label = component.Parallelism == 1 ? component.Definition.Name : $"{component.Definition.Name} × {component.Parallelism}";
            string shape = component.Definition.Kind == ComponentKind.Spout ? ", shape=ellipse" : component.Definition.Sink is not null ? ", shape=cylinder" : "";
            writer.WriteLine($"    \"{component.Definition.Name}\" [label=\"{label}\"{shape}];");
        }

        PlannedEdge[] errors = PlanEdges.OfErrors(plan);
        if (errors.Length > 0)
        {
            writer.WriteLine("    \"$errors\" [label=\"what fails\", shape=hexagon];");
        }

        foreach (PlannedEdge edge in errors)
        {
            writer.WriteLine(
                $"    \"$errors\" -> \"{edge.Target.Definition.Name}\" [label=\"{PlanNames.Of(edge.Subscription.TupleType)}\\n{PlanNames.Of(edge.Subscription)}\", style=dashed];");
        }

        foreach (PlannedEdge edge in PlanEdges.OfStreams(plan))
        {
            writer.WriteLine(
                $"    \"{edge.Source.Definition.Name}\" -> \"{edge.Target.Definition.Name}\" [label=\"{PlanNames.Of(edge.Subscription.TupleType)}\\n{PlanNames.Of(edge.Subscription)}\"];");
        }

        writer.WriteLine("}");
    }
}
