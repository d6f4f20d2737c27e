using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Operations;

/// <summary>What <c>status --json</c> shows to machines. Members are only ever added.</summary>
internal static class StatusJson
{
    /// <param name="writer">Gets it.</param>
    /// <param name="view">What to show.</param>
    /// <param name="indented">False for one line.</param>
    public static void Write(TextWriter writer, StatusView view, bool indented) => JsonText.Write(writer, indented, json =>
    {
        ClusterStatus status = view.Status;
        json.WriteStartObject();
        json.WriteString("topology", view.Topology);
        WriteRun(json, status.Facts.Run);
        WriteDesired(json, status.Facts.Desired);
        WritePlan(json, status.Facts.Plan);
        json.WriteString("leader", view.Leader);
        json.WriteArray("workers", view.Workers, worker => WriteWorker(json, worker));
        WriteTexts(json, "tasksOfNobody", view.Homeless);
        json.WriteArray("components", view.Components, component => WriteComponent(json, component, view.Recoveries));
        json.WriteArray("positions", status.Positions, position =>
        {
            json.WriteString("task", position.Key);
            json.WriteNumber("incarnation", position.Value.Incarnation);
            json.WriteNumber("limit", position.Value.Limit);
            json.WriteNumber("skipped", position.Value.Skipped);
        });
        json.WriteArray("losses", status.Losses, loss =>
        {
            json.WriteNumber("generation", loss.Generation);
            json.WriteString("worker", loss.Worker);
            json.WriteNumber("tuples", loss.Tuples);
            json.WriteNumber("tasks", loss.Tasks);
            json.WriteNumber("statefulTasks", loss.StatefulTasks);
        });
        json.WriteStartObject("refusedWrites");
        foreach ((string what, long count) in status.Refused)
        {
            json.WriteNumber(what, count);
        }

        json.WriteEndObject();
        json.WriteNumber("refusedFrames", status.Metrics.Values.Sum(m => m.RefusedFrames));
        json.WriteNumber("errors", status.Errors.Length);
        json.WriteEndObject();
    });

    private static void WriteRun(Utf8JsonWriter json, RunRecord? run)
    {
        if (run is null)
        {
            json.WriteNull("run");
            return;
        }

        json.WriteStartObject("run");
        json.WriteString("id", run.Id);
        json.WriteString("owner", run.Owner);
        json.WriteString("started", run.Started.UtcDateTime);
        json.WriteString("schema", run.Schema.ToString("x16", CultureInfo.InvariantCulture));
        json.WriteString("phase", run.Phase.ToString());
        json.WriteString("reason", run.Reason);
        json.WriteEndObject();
    }

    private static void WriteDesired(Utf8JsonWriter json, DesiredState desired)
    {
        json.WriteStartObject("desired");
        json.WriteNumber("version", desired.Version);
        json.WriteBoolean("active", desired.Active);
        json.WriteBoolean("killed", desired.Killed);
        WriteNumber(json, "workers", desired.Workers);

        json.WriteStartObject("parallelism");
        foreach ((string component, int tasks) in desired.Parallelism)
        {
            json.WriteNumber(component, tasks);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePlan(Utf8JsonWriter json, ClusterPlan? plan)
    {
        if (plan is null)
        {
            json.WriteNull("plan");
            return;
        }

        json.WriteStartObject("plan");
        json.WriteNumber("generation", plan.Token.Generation);
        json.WriteString("mode", plan.Mode.ToString());
        json.WriteNumber("desired", plan.Desired);
        json.WriteArray("components", plan.Components, component =>
        {
            json.WriteString("name", component.Component);
            json.WriteArray("tasks", component.Tasks, task =>
            {
                json.WriteString("worker", task.Worker);
                json.WriteNumber("incarnation", task.Incarnation);
                json.WriteBoolean("ended", task.HasEnded);
                json.WriteString("standby", task.Standby);
            });
        });
        json.WriteEndObject();
    }

    private static void WriteWorker(Utf8JsonWriter json, WorkerRow worker)
    {
        json.WriteString("id", worker.Info.Id);
        json.WriteString("name", worker.Info.Name);
        json.WriteString("host", worker.Info.Host);
        json.WriteNumber("process", worker.Info.ProcessId);
        json.WriteString("address", worker.Info.Address);
        json.WriteNumber("slots", worker.Info.Slots);
        json.WriteString("started", worker.Info.Started.UtcDateTime);
        json.WriteString("state", worker.Standing.ToString());
        json.WriteBoolean("leader", worker.IsLeader);
        json.WriteNumber("generation", worker.Report.Applied);
        json.WriteNumber("sent", worker.Report.Sent);
        json.WriteNumber("received", worker.Report.Received);
        json.WriteNumber("pending", worker.Report.Pending);
        WriteTexts(json, "tasks", worker.Tasks);
        json.WriteArray("standbys", worker.Standbys, standby =>
        {
            json.WriteString("task", standby.Task);
            json.WriteBoolean("ready", standby.IsReady);
            WriteNumber(json, "epoch", standby.Epoch);
            WriteNumber(json, "behind", standby.Behind);
        });
    }

    private static void WriteComponent(Utf8JsonWriter json, ComponentSnapshot component, ImmutableArray<(string Component, Recovery Recovery)> recoveries)
    {
        json.WriteString("name", component.Component);
        json.WriteString("recovery", recoveries.FirstOrDefault(r => r.Component == component.Component).Recovery.ToString());
        json.WriteNumber("tasks", component.Tasks);
        json.WriteNumber("emitted", component.Emitted);
        json.WriteNumber("transferred", component.Transferred);
        json.WriteNumber("executed", component.Executed);
        json.WriteNumber("failed", component.Failed);
        json.WriteNumber("queueFill", component.QueueFill);
        json.WriteNumber("executeMicroseconds", component.ExecuteLatency.TotalMicroseconds);
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } there)
        {
            json.WriteNumber(name, there);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
