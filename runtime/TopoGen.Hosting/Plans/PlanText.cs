using Spectre.Console;
using TopoGen.Hosting.Settings;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Plans;

/// <summary>What <c>describe</c> shows to people.</summary>
internal static class PlanText
{
    /// <param name="writer">Gets it.</param>
    /// <param name="plan">The topology in one process.</param>
    /// <param name="workers">Where it is to run in several: the tasks of each.</param>
    /// <param name="width">Of the terminal.</param>
    public static void Write(TextWriter writer, TopologyPlan plan, WorkerPlacement? workers, int width)
    {
        TopologyDefinition definition = plan.Definition;
        string size = workers is null
            ? PlanNames.Count(plan.Executors, "executor")
            : $"{PlanNames.Count(workers.Workers.Count(), "worker")} of {PlanNames.Count(workers.Executors, "executor")}";
        string epochs = definition.KeepsEpochs ? $" by epochs, one every {Duration.Text(plan.Options.EpochInterval)}" : "";
        writer.WriteLine($"{definition.Name}: {PlanNames.Of(definition.Delivery)}{epochs}, {PlanNames.Count(definition.KeyGroups, "key group")}, {size}");
        WriteTable(writer, "Components", Components(plan), width);
        if (definition.KeepsEpochs && definition.Layouts.Length > 0)
        {
            WriteTable(writer, "State as it is kept", Layouts(definition), width);
        }

        WriteTable(writer, "Streams", Streams(plan, workers), width);
        WriteTable(writer, "Placement", workers is null ? Placement(plan) : Placement(workers), width);
    }

    private static void WriteTable(TextWriter writer, string title, Table table, int width)
    {
        writer.WriteLine();
        writer.WriteLine(title);
        writer.Write(TableText.Plain(table, width));
    }

    private static Table Components(TopologyPlan plan)
    {
        bool hasReserve = plan.Components.Any(c => c.Definition.Recovery != Recovery.Checkpoint);
        Table table = TableText.Create(["Component", "Kind", "Tasks", "State", .. hasReserve ? ["Recovery"] : Array.Empty<string>(), "Ticks"]);
        table.Columns[2].RightAligned();
        foreach (PlannedComponent component in plan.Components)
        {
            table.AddRow(
            [
                Cell(component.Definition.Name),
                Cell(PlanNames.KindOf(component.Definition).ToLowerInvariant() + (component.Definition.Sink is { } sink ? $"\n{PlanNames.Of(sink.Type)}{(sink.IsImmediate ? ", immediate" : "")}" : "")),
                Cell(component.Parallelism == 0 ? "off" : $"{component.Parallelism}"),
                Cell(string.Join("\n", component.Definition.States.Select(PlanNames.Of))),
                .. hasReserve ? [Cell(PlanNames.Of(component.Definition.Recovery))] : Array.Empty<Spectre.Console.Text>(),
                Cell(string.Join("\n", component.Definition.Ticks.Select(t => $"{t.Method} every {Duration.Text(t.Interval)}"))),
            ]);
        }

        return table;
    }

    private static Table Layouts(TopologyDefinition definition)
    {
        Table table = TableText.Create("Component", "State", "Layout");
        foreach (StateLayout layout in definition.Layouts)
        {
            table.AddRow(Cell(layout.Component), Cell(layout.State), Cell(layout.Text));
        }

        return table;
    }

    private static Table Streams(TopologyPlan plan, WorkerPlacement? workers)
    {
        Table table = TableText.Create("From", "Stream", "Tuple", "Grouping", "To", "Channels");
        foreach (PlannedComponent component in plan.Components.Where(c => c.Parallelism > 0))
        {
            foreach (StreamDefinition stream in component.Definition.Outputs)
            {
                PlannedEdge[] edges = [.. PlanEdges.Of(plan, component, stream)];
                foreach (PlannedEdge edge in edges)
                {
                    (int fused, int rings, int links) = workers?.ChannelsOf(edge) ?? (edge.Fused, edge.Rings, 0);
                    table.AddRow(
                        Cell(component.Definition.Name),
                        Cell(stream.Name),
                        Cell(PlanNames.Of(stream.TupleType)),
                        Cell(PlanNames.Of(edge.Subscription)),
                        Cell($"{edge.Target.Definition.Name}.{edge.Subscription.Handler}"),
                        Cell(PlanNames.Channels(fused, rings, links)));
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

    private static Table Placement(WorkerPlacement workers)
    {
        Table table = TableText.Create("Worker", "Executor", "Tasks");
        table.Columns[1].RightAligned();
        foreach (string worker in workers.Workers)
        {
            for (int executor = 0; executor < workers.Executors; executor++)
            {
                string tasks = string.Join("  ", workers.TasksOn(worker, executor));
                table.AddRow(Cell(worker), Cell($"{executor}"), Cell(tasks.Length > 0 ? tasks : "-"));
            }
        }

        return table;
    }

    private static Spectre.Console.Text Cell(string text) => new(text);
}
