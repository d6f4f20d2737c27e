using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// The error stream is an output like any other, of each component that can send what failed there, with a subscription of each bolt that reads it. So
/// channels, barriers and ends need to know nothing of it. Where nobody reads it there is none. Pure.
/// </summary>
internal static class ErrorStream
{
    /// <summary>Its name: that of no stream that users declare.</summary>
    public const string Name = "$errors";

    /// <summary>The source of a subscription to the streams of all components that send.</summary>
    public const string AnySource = "*";

    /// <summary>
    /// Adds the outputs and subscriptions. Those who read, and all behind them, do not send: what fails there would come back to them, and the graph
    /// would have cycles.
    /// </summary>
    public static ImmutableArray<ComponentDefinition> Connect(ImmutableArray<ComponentDefinition> components)
    {
        ImmutableArray<ComponentDefinition> declared = [.. components.Select(c => c.Declared)];
        HashSet<ComponentDefinition> behind = Behind(declared);
        if (behind.Count == 0)
        {
            return declared;
        }

        string[] senders = [.. declared.Where(c => !behind.Contains(c)).Select(c => c.Name)];
        return [.. declared.Select(c => behind.Contains(c) ? c.Reading(senders) : c.Sending())];
    }

    /// <summary>Those who read, and whoever is fed by them. The graph may be wrong in any way: it is checked later.</summary>
    private static HashSet<ComponentDefinition> Behind(ImmutableArray<ComponentDefinition> declared)
    {
        ILookup<string, ComponentDefinition> consumers = declared
            .SelectMany(c => c.Inputs.Select(i => (i.Source, Consumer: c)))
            .ToLookup(e => e.Source, e => e.Consumer, StringComparer.Ordinal);
        var behind = new HashSet<ComponentDefinition>();
        var open = new Queue<string>([AnySource]);
        while (open.TryDequeue(out string? source))
        {
            foreach (ComponentDefinition consumer in consumers[source])
            {
                if (behind.Add(consumer))
                {
                    open.Enqueue(consumer.Name);
                }
            }
        }

        return behind;
    }
}
