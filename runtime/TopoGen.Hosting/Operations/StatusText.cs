using System.Globalization;
using Spectre.Console;
using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Plans;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Operations;

/// <summary>What <c>status</c> shows to people.</summary>
internal static class StatusText
{
    public static void Write(TextWriter writer, StatusView view, int width)
    {
        ClusterFacts facts = view.Status.Facts;
        if (facts.Run is not { } run)
        {
            writer.WriteLine($"{view.Topology}: nothing was started here yet");
            return;
        }

        string reason = run.Phase == RunPhase.Running ? Mode(facts, view) : RunEndings.Text(run.Phase, run.Reason);
        writer.WriteLine($"{view.Topology}: {reason}");
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Started by {run.Owner} at {run.Started.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z"));
        writer.WriteLine($"Wanted: {DesiredText.Of(facts.Desired)} (version {facts.Desired.Version}{Behind(facts)})");
        if (facts.Plan is { } plan)
        {
            writer.WriteLine($"Plan: generation {plan.Token.Generation}, led by {view.Leader ?? "nobody"}");
        }

        if (!view.Recoveries.IsEmpty)
        {
            writer.WriteLine($"Recovery: {string.Join(", ", view.Recoveries.GroupBy(r => r.Recovery).Select(r => $"{r.Key} of {string.Join(", ", r.Select(c => c.Component))}"))}");
        }

        WriteTable(writer, "Workers", Workers(view), width);
        WriteTable(writer, "Components", RunTable.Sums(view.Components), width);
        if (!view.Status.Positions.IsEmpty)
        {
            WriteTable(writer, "Positions of spouts", Positions(view.Status), width);
        }

        WriteLines(writer, view);
    }

    private static string Mode(ClusterFacts facts, StatusView view)
    {
        if (view.Workers.All(w => w.Standing == WorkerStanding.Silent))
        {
            return view.Workers.IsEmpty
                ? "no worker is there yet, or any more"
                : "no worker renews its lease: it has crashed, and the next start goes on with it";
        }

        return facts.Plan?.Mode switch
        {
            null => "waiting for its first plan",
            PlanMode.Draining => "is stopping: what was read is being finished",
            PlanMode.Inactive => "is inactive",
            _ => "is active",
        };
    }

    private static string Behind(ClusterFacts facts)
        => facts.Run?.Phase == RunPhase.Running && facts.Plan is { } plan && plan.Desired < facts.Desired.Version ? ", not carried out yet" : "";

    private static Table Workers(StatusView view)
    {
        bool hasStandbys = view.Workers.Any(w => !w.Standbys.IsEmpty);
        Table table = TableText.Create(["Worker", "Host", "Process", "Address", "State", "Plan", "Pending", "Tasks", .. hasStandbys ? ["Standbys"] : Array.Empty<string>()]);
        foreach (WorkerRow worker in view.Workers)
        {
            table.AddRow(
            [
                Cell(worker.Info.Name + (worker.IsLeader ? " (leads)" : "")),
                Cell(worker.Info.Host),
                Cell($"{worker.Info.ProcessId}"),
                Cell(worker.Info.Address ?? "this host"),
                Cell(worker.Standing.ToString().ToLowerInvariant()),
                Cell(worker.Report.Applied == 0 ? "-" : $"{worker.Report.Applied}"),
                Cell(Number(worker.Report.Pending)),
                Cell(worker.Tasks.IsEmpty ? "-" : string.Join("  ", worker.Tasks)),
                .. hasStandbys ? [Cell(worker.Standbys.IsEmpty ? "-" : string.Join("  ", worker.Standbys))] : Array.Empty<Spectre.Console.Text>(),
            ]);
        }

        if (!view.Homeless.IsEmpty)
        {
            table.AddRow([Cell("nobody"), .. Enumerable.Repeat(Cell("-"), 6), Cell(string.Join("  ", view.Homeless)), .. hasStandbys ? [Cell("-")] : Array.Empty<Spectre.Console.Text>()]);
        }

        return table;
    }

    private static Table Positions(ClusterStatus status)
    {
        Table table = TableText.Create("Task", "Reserved up to", "Given up by moves, at most");
        foreach ((string task, PositionRecord position) in status.Positions)
        {
            table.AddRow(Cell(task), Cell(Number(position.Limit)), Cell(Number(position.Skipped)));
        }

        return table;
    }

    private static void WriteLines(TextWriter writer, StatusView view)
    {
        ClusterStatus status = view.Status;
        long frames = status.Metrics.Values.Sum(m => m.RefusedFrames);
        string[] lines =
        [
            .. status.Losses.Select(RunEndings.Text),
            .. status.Refused.IsEmpty ? [] : new[] { $"late writes refused: {string.Join(", ", status.Refused.Select(r => $"{r.Key} {Number(r.Value)}"))}" },
            .. frames == 0 ? [] : new[] { $"frames of dead channels refused: {Number(frames)}" },
            .. status.Errors.IsEmpty ? [] : new[] { $"{PlanNames.Count(status.Errors.Length, "error")}, the last of {status.Errors[0].Source}: {OneLine.Of(status.Errors[0].Message)}" },
        ];
        if (lines.Length > 0)
        {
            writer.WriteLine();
        }

        foreach (string line in lines)
        {
            writer.WriteLine(line);
        }
    }

    private static void WriteTable(TextWriter writer, string title, Table table, int width)
    {
        writer.WriteLine();
        writer.WriteLine(title);
        writer.Write(TableText.Plain(table, width));
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static Spectre.Console.Text Cell(string text) => new(text);
}
