using Spectre.Console;
using TopoGen.Hosting.Settings;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Plans;

/// <summary>What <c>describe</c> shows to people.</summary>
internal static class PlanText
{
    public static void Write(TextWriter writer, TopologyPlan plan, int width)
    {
        TopologyDefinition definition = plan.Definition;
        writer.WriteLine(
            $"{definition.Name}: {PlanNames.Of(definition.Delivery)}, {PlanNames.Count(definition.KeyGroups, "key group")}, {PlanNames.Count(plan.Executors, "executor")}");
        WriteTable(writer, "Components", Components(plan), width);
        WriteTable(writer, "Streams", Streams(plan), width);
        WriteTable(writer, "Placement", Placement(plan), width);
    }

    private static void WriteTable(TextWriter writer, string title, Table table, int width)
    {
        writer.WriteLine();
        writer.WriteLine(title);
        writer.Write(TableText.Plain(table, width));
    }

    private static Table Components(TopologyPlan plan)
    {
        Table table = TableText.Create("Component", "Kind", "Tasks", "State", "Ticks");
        table.Columns[2].RightAligned();
        foreach (PlannedComponent component in plan.Components)
        {
            table.AddRow(
                Cell(component.Definition.Name),
                Cell(component.Definition.Kind.ToString().ToLowerInvariant()),
                Cell(component.Parallelism == 0 ? "off" : $"{component.Parallelism}"),
                Cell(string.Join("\n", component.Definition.States.Select(PlanNames.Of))),
                Cell(string.Join("\n", component.Definition.Ticks.Select(t => $"{t.Method} every {Duration.Text(t.Interval)}"))));
        }

        return table;
    }

    private static Table Streams(TopologyPlan plan)
    {
        Table table = TableText.Create("From", "Stream", "Tuple", "Grouping", "To", "Channels");
        foreach (PlannedComponent component in plan.Components.Where(c => c.Parallelism > 0))
        {
            foreach (StreamDefinition stream in component.Definition.Outputs)
            {
                PlannedEdge[] edges = [.. PlanEdges.Of(plan, component, stream)];
                foreach (PlannedEdge edge in edges)
                {
                    table.AddRow(
                        Cell(component.Definition.Name),
                        Cell(stream.Name),
                        Cell(PlanNames.Of(stream.TupleType)),
                        Cell(PlanNames.Of(edge.Subscription)),
                        Cell($"{edge.Target.Definition.Name}.{edge.Subscription.Handler}"),
                        Cell(PlanNames.Channels(edge)));
                }

                if (edges.Length == 0)
                {
                    table.AddRow(
                        Cell(component.Definition.Name), Cell(stream.Name), Cell(PlanNames.Of(stream.TupleType)), Cell("-"), Cell("nobody"), Cell("-"));
                }
            }
        }

        return table;
    }

    private static Table Placement(TopologyPlan plan)
    {
        Table table = TableText.Create("Executor", "Tasks");
        table.Columns[0].RightAligned();
        for (int executor = 0; executor < plan.Executors; executor++)
        {
            table.AddRow(Cell($"{executor}"), Cell(string.Join("  ", PlanEdges.TasksOn(plan, executor))));
        }

        return table;
    }

    private static Spectre.Console.Text Cell(string text) => new(text);
}
