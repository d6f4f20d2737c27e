using System.Text.Json;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Plans;

/// <summary>What <c>describe --json</c> shows to machines. Members are only ever added.</summary>
internal static class PlanJson
{
    public static void Write(TextWriter writer, TopologyPlan plan, WorkerPlacement? workers)
    {
        JsonText.Write(writer, indented: true, json =>
        {
            json.WriteStartObject();
            json.WriteString("topology", plan.Definition.Name);
            json.WriteString("delivery", plan.Definition.Delivery.ToString());
            if (plan.Definition.KeepsEpochs)
            {
                json.WriteString("epochInterval", Duration.Text(plan.Options.EpochInterval));
            }

            json.WriteNumber("keyGroups", plan.Definition.KeyGroups);
            json.WriteNumber("executors", plan.Executors);
            json.WriteArray("components", plan.Components, c => WriteComponent(json, plan, c));
            json.WriteArray("edges", plan.Edges, e => WriteEdge(json, e, workers));
            if (workers is not null)
            {
                json.WriteArray("workers", workers.Workers, w => WriteWorker(json, workers, w));
            }

            json.WriteEndObject();
        });
    }

    private static void WriteComponent(Utf8JsonWriter json, TopologyPlan plan, PlannedComponent component)
    {
        json.WriteString("name", component.Definition.Name);
        json.WriteString("kind", PlanNames.KindOf(component.Definition));
        if (component.Definition.Sink is { } sink)
        {
            json.WriteString("sink", PlanNames.Of(sink.Type));
            json.WriteBoolean("immediate", sink.IsImmediate);
        }

        json.WriteString("type", component.Definition.Type.FullName?.Replace('+', '.'));
        json.WriteNumber("parallelism", component.Parallelism);
        if (component.Definition.Recovery != Recovery.Checkpoint)
        {
            json.WriteString("recovery", component.Definition.Recovery.ToString());
        }

        json.WriteStartArray("executorOfTask");
        foreach (int executor in component.Executors)
        {
            json.WriteNumberValue(executor);
        }

        json.WriteEndArray();
        json.WriteArray("outputs", component.Definition.Outputs, stream =>
        {
            json.WriteString("stream", stream.Name);
            json.WriteString("tuple", PlanNames.Of(stream.TupleType));
            json.WriteBoolean("direct", stream.Direct);
            json.WriteNumber("consumers", PlanEdges.Of(plan, component, stream).Count());
        });
        json.WriteArray("states", component.Definition.States, state =>
        {
            json.WriteString("name", state.Name);
            json.WriteString("key", state.Key);
            json.WriteString("value", state.Value);
            if (state.Layout is { } layout)
            {
                json.WriteString("layout", layout);
            }

            if (state.TimeToLive > TimeSpan.Zero)
            {
                json.WriteString("timeToLive", Duration.Text(state.TimeToLive));
            }
        });
        json.WriteArray("ticks", component.Definition.Ticks, tick =>
        {
            json.WriteString("method", tick.Method);
            json.WriteString("interval", Duration.Text(tick.Interval));
        });
    }

    private static void WriteEdge(Utf8JsonWriter json, PlannedEdge edge, WorkerPlacement? workers)
    {
        SubscriptionDefinition subscription = edge.Subscription;
        json.WriteString("from", edge.Source.Definition.Name);
        json.WriteString("stream", subscription.Stream);
        json.WriteString("tuple", PlanNames.Of(subscription.TupleType));
        json.WriteString("to", edge.Target.Definition.Name);
        json.WriteString("handler", subscription.Handler);
        json.WriteString("grouping", subscription.Grouping.ToString());
        json.WriteStartArray("fields");
        foreach (string field in subscription.Fields)
        {
            json.WriteStringValue(field);
        }

        json.WriteEndArray();
        json.WriteBoolean("async", subscription.IsAsync);
        (int fused, int rings, int links) = workers?.ChannelsOf(edge) ?? (edge.Fused, edge.Rings, 0);
        json.WriteNumber("fused", fused);
        json.WriteNumber("rings", rings);
        if (workers is not null)
        {
            json.WriteNumber("links", links);
        }
    }

    private static void WriteWorker(Utf8JsonWriter json, WorkerPlacement workers, string worker)
    {
        json.WriteString("name", worker);
        json.WriteArray("executors", Enumerable.Range(0, workers.Executors), executor =>
        {
            json.WriteStartArray("tasks");
            foreach (string task in workers.TasksOn(worker, executor))
            {
                json.WriteStringValue(task);
            }

            json.WriteEndArray();
        });
    }
}
