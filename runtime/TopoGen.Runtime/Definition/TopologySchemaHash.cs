using System.Text;

namespace TopoGen.Runtime;

/// <summary>
/// Stands for everything that the workers of a topology must agree on: components, streams with the encoding of their tuples,
/// groupings, key groups and state. Workers of builds that differ in any of it cannot work together.
/// </summary>
internal static class TopologySchemaHash
{
    public static ulong Of(TopologyDefinition definition) => StableHash.Of(TextOf(definition));

    /// <summary>For people, where two hashes differ.</summary>
    public static string TextOf(TopologyDefinition definition)
    {
        var text = new StringBuilder();
        text.Append($"topology {definition.Name} {definition.Delivery} {definition.KeyGroups}\n");
        foreach (ComponentDefinition component in definition.Components.OrderBy(c => c.Name, StringComparer.Ordinal))
        {
            text.Append($"{component.Kind} {component.Name} {component.PositionStep}\n");
            foreach (StreamDefinition stream in component.Outputs)
            {
                text.Append($"  out {stream.Name} {stream.TupleType.Name} {stream.SchemaHash:x16}{(stream.Direct ? " direct" : "")}{(stream.HasMessages ? " messages" : "")}\n");
            }

            foreach (SubscriptionDefinition input in component.Inputs)
            {
                text.Append($"  in {input.Source} {input.Stream} {input.TupleType.Name} {input.Grouping} {string.Join(',', input.Fields)}\n");
            }

            if (component.Sink is { } sink)
            {
                text.Append($"  sink {sink.Type.Name} {sink.Layout}{(sink.IsImmediate ? " immediate" : "")}\n");
            }

            foreach (StateDefinition state in component.KeptStates)
            {
                text.Append($"  state {state.Name} {state.Key} {state.Value}\n");
            }
        }

        return text.ToString();
    }
}
