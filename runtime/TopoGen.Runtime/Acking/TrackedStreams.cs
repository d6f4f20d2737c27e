using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// Which subscriptions carry tuples that may belong to messages, and which spouts' messages reach which component: decided from definitions
/// alone, so that all workers decide alike, whatever is switched off. Pure.
/// </summary>
internal sealed class TrackedStreams
{
    private readonly Dictionary<string, ImmutableHashSet<string>> _spouts = new(StringComparer.Ordinal);
    private readonly HashSet<SubscriptionDefinition> _tracked = [];

    /// <param name="components">In topological order.</param>
    public TrackedStreams(IEnumerable<ComponentDefinition> components)
    {
        var byName = new Dictionary<string, ComponentDefinition>(StringComparer.Ordinal);
        foreach (ComponentDefinition component in components)
        {
            byName.Add(component.Name, component);
            ImmutableHashSet<string> reached = ImmutableHashSet<string>.Empty;
            foreach (SubscriptionDefinition input in component.Inputs)
            {
                ImmutableHashSet<string> spouts = Of(byName[input.Source], input);
                reached = reached.Union(spouts);
                if (!spouts.IsEmpty)
                {
                    _tracked.Add(input);
                }
            }

            _spouts.Add(component.Name, reached);
        }
    }

    public bool IsTracked(SubscriptionDefinition subscription) => _tracked.Contains(subscription);

    /// <summary>The names of the spouts whose messages a bolt may be given a part of.</summary>
    public ImmutableHashSet<string> SpoutsBefore(string bolt) => _spouts[bolt];

    private ImmutableHashSet<string> Of(ComponentDefinition source, SubscriptionDefinition input)
    {
        if (source.Kind == ComponentKind.Bolt)
        {
            return _spouts[source.Name];
        }

        bool hasMessages = source.Outputs.Any(o => o.Name == input.Stream && o.TupleType == input.TupleType && o.HasMessages);
        return hasMessages ? [source.Name] : [];
    }
}
