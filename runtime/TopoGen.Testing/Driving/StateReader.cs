using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>Reads per-key state of a component's tasks.</summary>
internal static class StateReader
{
    /// <param name="component">The component.</param>
    /// <param name="tasks">Its tasks.</param>
    /// <param name="name">The state's name; null where only one has these types.</param>
    /// <exception cref="TopologyTestException">There is no such state.</exception>
    public static Dictionary<TKey, TValue> Read<TKey, TValue>(ComponentDefinition component, IEnumerable<ComponentTask> tasks, string? name)
        where TKey : notnull
    {
        var entries = new Dictionary<TKey, TValue>();
        foreach (ComponentTask task in tasks)
        {
            foreach ((TKey key, TValue value) in Find<TKey, TValue>(component, task.CreateTables(), name))
            {
                entries[key] = value;
            }
        }

        return entries;
    }

    private static KeyedState<TKey, TValue> Find<TKey, TValue>(ComponentDefinition component, StateTable[] tables, string? name)
    {
        StateTable[] found = [.. tables.Where(t => t.Keys is KeyedState<TKey, TValue> && (name is null || t.Name == name))];
        if (found is [var only])
        {
            return (KeyedState<TKey, TValue>)only.Keys;
        }

        StateDefinition[] states = [.. component.States.Where(s => s.Key is not null)];
        string has = states.Length == 0 ? "it has none" : $"it has {TestNames.Join(states.Select(s => $"{s.Name}: {s.Value} by {s.Key}"))}";
        if (found.Length > 1)
        {
            throw new TopologyTestException($"'{component.Name}' has several states of {typeof(TValue).Name} by {typeof(TKey).Name}; name one of them: {has}.");
        }

        string wanted = name is null ? "" : $" '{name}'";
        throw new TopologyTestException(
            $"'{component.Name}' has no state{wanted} of {typeof(TValue).Name} by {typeof(TKey).Name}; {has}"
            + (name is null ? "" : Nearest.Hint(name, states.Select(s => s.Name))));
    }
}
