using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime;

namespace TopoGen.Simulation.Tests;

/// <summary>Invariant 3: looks into a committed epoch, with components of its own that load what it holds. One epoch.</summary>
internal sealed class CutProbe(SimulatedCluster cluster, Manifest manifest) : IDisposable
{
    private readonly ServiceProvider _services = cluster.ServicesOf(null);

    public long Number => manifest.Id.Number;

    public void Dispose() => _services.Dispose();

    /// <summary>The tasks of a component with what they kept.</summary>
    public IEnumerable<(TaskEntry Entry, ComponentTask Task, StateTable[] Tables)> Load(string component)
        => manifest.Tasks.Where(t => t.Component == component).Select(Load);

    private (TaskEntry Entry, ComponentTask Task, StateTable[] Tables) Load(TaskEntry entry)
    {
        ComponentDefinition definition = cluster.Ghost.Definition.Components.Single(c => c.Name == entry.Component);
        ComponentTask task = definition.CreateTask(_services);
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

        return (entry, task, task.CreateTables());
    }

    private ReadOnlyMemory<byte> Content(BlobReference blob)
        => cluster.Damage.Read(blob.Name)
            ?? throw new SimulationException($"{blob.Name} is named by a manifest, and is not there.", cluster);
}
