using System.Buffers;
using System.Text;
using System.Text.Json;
using TopoGen.Hosting.Settings;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Plans;

/// <summary>What <c>describe --json</c> shows to machines. Members are only ever added.</summary>
internal static class PlanJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    public static void Write(TextWriter writer, TopologyPlan plan)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteString("topology", plan.Definition.Name);
            json.WriteString("delivery", plan.Definition.Delivery.ToString());
            json.WriteNumber("keyGroups", plan.Definition.KeyGroups);
            json.WriteNumber("executors", plan.Executors);
            WriteArray(json, "components", plan.Components, c => WriteComponent(json, plan, c));
            WriteArray(json, "edges", plan.Edges, e => WriteEdge(json, e));
            json.WriteEndObject();
        }

        writer.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void WriteComponent(Utf8JsonWriter json, TopologyPlan plan, PlannedComponent component)
    {
        json.WriteString("name", component.Definition.Name);
        json.WriteString("kind", component.Definition.Kind.ToString());
        json.WriteString("type", component.Definition.Type.FullName?.Replace('+', '.'));
        json.WriteNumber("parallelism", component.Parallelism);
        json.WriteStartArray("executorOfTask");
        foreach (int executor in component.Executors)
        {
            json.WriteNumberValue(executor);
        }

        json.WriteEndArray();
        WriteArray(json, "outputs", component.Definition.Outputs, stream =>
        {
            json.WriteString("stream", stream.Name);
            json.WriteString("tuple", PlanNames.Of(stream.TupleType));
            json.WriteBoolean("direct", stream.Direct);
            json.WriteNumber("consumers", PlanEdges.Of(plan, component, stream).Count());
        });
        WriteArray(json, "states", component.Definition.States, state =>
        {
            json.WriteString("name", state.Name);
            json.WriteString("key", state.Key);
            json.WriteString("value", state.Value);
        });
        WriteArray(json, "ticks", component.Definition.Ticks, tick =>
        {
            json.WriteString("method", tick.Method);
            json.WriteString("interval", Duration.Text(tick.Interval));
        });
    }

    private static void WriteEdge(Utf8JsonWriter json, PlannedEdge edge)
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
        json.WriteNumber("fused", edge.Fused);
        json.WriteNumber("rings", edge.Rings);
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
