using TopoGen.Runtime;

namespace TopoGen.Hosting.Plans;

/// <summary>A topology as a Mermaid flow chart; GitHub and many editors draw it from Markdown.</summary>
internal static class MermaidGraph
{
    public static void Write(TextWriter writer, TopologyPlan plan)
    {
        writer.WriteLine("flowchart LR");
        foreach (PlannedComponent component in plan.Components.Where(c => c.Parallelism > 0))
        {
            string label = component.Parallelism == 1 ? component.Definition.Name : $"{component.Definition.Name} × {component.Parallelism}";
            (string open, string close) = component.Definition switch
            {
                { Kind: ComponentKind.Spout } => ("([", "])"),
                { Sink: not null } => ("[(", ")]"),
                _ => ("[", "]"),
            };
            writer.WriteLine($"    {component.Definition.Name}{open}\"{label}\"{close}");
        }

        PlannedEdge[] errors = PlanEdges.OfErrors(plan);
        if (errors.Length > 0)
        {
            writer.WriteLine("    $errors{{\"what fails\"}}");
        }

        foreach (PlannedEdge edge in errors)
        {
            writer.WriteLine($"    $errors -.->|\"{PlanNames.Of(edge.Subscription.TupleType)}<br/>{PlanNames.Of(edge.Subscription)}\"| {edge.Target.Definition.Name}");
        }

        foreach (PlannedEdge edge in PlanEdges.OfStreams(plan))
        {
            writer.WriteLine(
                $"    {edge.Source.Definition.Name} -->|\"{Escape(PlanNames.Of(edge.Subscription.TupleType))}<br/>{Escape(PlanNames.Of(edge.Subscription))}\"| {edge.Target.Definition.Name}");
        }
    }

    private static string Escape(string text)
        => text.Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
