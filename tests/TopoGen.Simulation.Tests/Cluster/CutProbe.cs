using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime;

namespace TopoGen.Simulation.Tests;

/// <summary>
/// Loads a committed epoch into components of its own, and compares: how far the sources were, and what must have come of that. Every tuple
/// before a barrier is in the state, and none behind it.
/// </summary>
internal sealed class CutProbe(SimulatedCluster cluster)
{
    private readonly Dictionary<int, long> _emitted = [];

    /// <returns>What is wrong, or null.</returns>
    public string? Problem(Manifest manifest)
    {
        using ServiceProvider services = cluster.ServicesOf(null);
        foreach (TaskEntry source in manifest.Tasks.Where(t => t.Component == nameof(Steps.Source)))
        {
            ComponentTask task = Load(manifest, source, services, out _);
            int[] keys = Steps.KeysOf(cluster.Settings, source.Index, source.Parallelism);
            for (int at = 0; at < keys.Length; at++)
            {
                _emitted[keys[at]] = (task.Position / keys.Length) + (at < task.Position % keys.Length ? 1 : 0);
            }
        }

        foreach (TaskEntry entry in manifest.Tasks.Where(t => t.Component != nameof(Steps.Source)))
        {
            ComponentTask task = Load(manifest, entry, services, out StateTable[] tables);
            foreach (StateTable table in tables)
            {
                foreach ((int key, long value) in Read(table))
                {
                    long n = _emitted.GetValueOrDefault(key);
                    long expected = table.Name == "sum" ? n * (n + 1) / 2 : n;
                    if (value != expected)
                    {
                        return $"Epoch {manifest.Id.Number}: {entry.Component}[{entry.Index}] has {table.Name} {value} of key {key}; its source had emitted {n}.";
                    }
                }
            }
        }

        // Of each key, every bolt has something.
        return manifest.Tasks.GroupBy(t => t.Component).Where(c => c.Key != nameof(Steps.Source)).Select(c => Missing(manifest, c.Key, [.. c], services)).FirstOrDefault(p => p is not null);
    }

    private string? Missing(Manifest manifest, string component, TaskEntry[] entries, IServiceProvider services)
    {
        HashSet<int> known = [];
        foreach (TaskEntry entry in entries)
        {
            Load(manifest, entry, services, out StateTable[] tables);
            known.UnionWith(Read(tables[0]).Select(e => e.Key));
        }

        int[] missing = [.. _emitted.Where(e => e.Value > 0 && !known.Contains(e.Key)).Select(e => e.Key)];
        return missing.Length == 0 ? null : $"Epoch {manifest.Id.Number}: {component} knows nothing of key {missing[0]}, which was emitted.";
    }

    private static List<(int Key, long Value)> Read(StateTable table)
    {
        var entries = new List<(int, long)>();
        foreach ((int key, long value) in (KeyedState<int, long>)table.Keys)
        {
            entries.Add((key, value));
        }

        return entries;
    }

    private ComponentTask Load(Manifest manifest, TaskEntry entry, IServiceProvider services, out StateTable[] tables)
    {
        ComponentDefinition definition = cluster.Definition.Components.Single(c => c.Name == entry.Component);
        ComponentTask task = definition.CreateTask(services);
        var state = new TaskState(task, definition, manifest.KeyGroups, TimeProvider.System);
        if (entry.Fields is { } fields)
        {
            state.LoadFields(Content(fields).Span);
        }

        foreach (GroupEntry group in entry.Groups)
        {
            foreach (BlobReference blob in group.Chain)
            {
                state.LoadGroup(group.Group, Content(blob).Span);
            }
        }

        tables = task.CreateTables();
        return task;
    }

    private ReadOnlyMemory<byte> Content(BlobReference blob)
        => cluster.Checkpoints.ReadAsync(blob.Name, default).Result
            ?? throw new SimulationException($"{blob.Name} is named by a manifest, and is not there.", cluster);
}
