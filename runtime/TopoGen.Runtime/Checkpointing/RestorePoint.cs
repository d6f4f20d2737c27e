using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>A committed epoch from which tasks begin.</summary>
internal sealed class RestorePoint
{
    /// <summary>Blobs that are read at a time.</summary>
    private const int AtOnce = 64;

    private readonly ICheckpointStore _store;
    private readonly ILookup<string, TaskEntry> _tasks;
    private readonly Dictionary<BlobName, ReadOnlyMemory<byte>> _contents = [];

    private RestorePoint(ICheckpointStore store, Manifest manifest)
    {
        _store = store;
        Manifest = manifest;
        _tasks = manifest.Tasks.ToLookup(t => t.Component, StringComparer.Ordinal);
    }

    public Manifest Manifest { get; }

    /// <summary>Reads what a committed epoch consists of.</summary>
    /// <exception cref="DamagedCheckpointException">Its manifest is missing or damaged.</exception>
    public static async Task<RestorePoint> OpenAsync(ICheckpointStore store, EpochId epoch, CancellationToken cancellation)
    {
        try
        {
            return await store.ReadManifestAsync(epoch, cancellation).ConfigureAwait(false) is { } manifest
                ? new RestorePoint(store, manifest)
                : throw new DamagedCheckpointException($"the manifest of epoch {epoch.Number} is missing");
        }
        catch (CheckpointStoreException exception) when (exception.Damaged == epoch)
        {
            throw new DamagedCheckpointException(exception.Message);
        }
    }

    /// <summary>Says why a topology cannot go on from here, before anything is loaded.</summary>
    /// <param name="definition">The topology.</param>
    /// <param name="tasks">How many tasks each component will have.</param>
    /// <param name="layouts">How its state is laid out now.</param>
    /// <exception cref="TopologyInputException">It cannot; the message says what to do.</exception>
    public void Check(TopologyDefinition definition, IEnumerable<(string Component, int Parallelism)> tasks, IEnumerable<StateLayout> layouts)
    {
        if (Manifest.KeyGroups != definition.KeyGroups)
        {
            throw Refused($"it was written with KeyGroups = {Manifest.KeyGroups}, and the topology has {definition.KeyGroups}; set KeyGroups back");
        }

        Dictionary<(string, string), StateLayout> written = Manifest.Layouts.ToDictionary(l => (l.Component, l.State));
        foreach (StateLayout layout in layouts)
        {
            // A sink that left no commands may have others now.
            bool isToBeRead = layout.State != CommandFormat.LayoutName || _tasks[layout.Component].Any(t => !t.Commands.IsEmpty);
            if (isToBeRead && written.TryGetValue((layout.Component, layout.State), out StateLayout? before) && LayoutCheck.Problem(before, layout) is { } problem)
            {
                throw Refused(problem);
            }
        }

        (string Component, int Parallelism)[] planned = [.. tasks];
        HashSet<string> sinks = [.. planned.Where(t => t.Parallelism > 0 && definition.Components.Any(c => c.Name == t.Component && c.Sink is { IsImmediate: false })).Select(t => t.Component)];
        if (Manifest.Tasks.FirstOrDefault(t => !t.Commands.IsEmpty && !sinks.Contains(t.Component)) is { } orphan)
        {
            throw Refused($"'{orphan.Component}' has written commands in it, and is no sink now that applies committed ones; let it run once more as it was");
        }

        foreach ((string component, int parallelism) in planned)
        {
            if (_tasks[component].FirstOrDefault(t => t.Parallelism != parallelism && (t.Fields is not null || t.HasEnded)) is { } entry)
            {
                string why = entry.Fields is not null ? "keeps state per task" : "was about to end";
                throw Refused($"'{component}' {why} and had {entry.Parallelism} tasks, now {parallelism}; start it with --component {component}={entry.Parallelism}");
            }
        }
    }

    /// <summary>Reads and verifies the blobs of tasks, before anything of what runs is given up for them.</summary>
    /// <param name="isWanted">Whether a blob of what a task has written is wanted, by its kind and index. Commands are looked at, and not kept.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="DamagedCheckpointException">A blob is missing or is not what was written.</exception>
    public async Task FetchAsync(Func<TaskEntry, BlobKind, int, bool> isWanted, CancellationToken cancellation)
    {
        // Once they may have been applied, their sinks know which of them are still needed.
        CheckpointHead? head = await _store.ReadHeadAsync(cancellation).ConfigureAwait(false);
        bool isReleased = head?.Applied is { } applied && applied >= Manifest.Id;
        IEnumerable<BlobReference> blobs = Manifest.Tasks.SelectMany(entry => entry.Groups
            .Where(g => isWanted(entry, BlobKind.KeyGroup, g.Group))
            .SelectMany(g => g.Chain)
            .Concat(entry.Fields is { } fields && isWanted(entry, BlobKind.Task, entry.Index) ? [fields] : [])
            .Concat(!isReleased && isWanted(entry, BlobKind.Commands, entry.Index) ? entry.Commands : []));
        foreach (BlobReference[] some in blobs.Chunk(AtOnce))
        {
            ReadOnlyMemory<byte>?[] contents = await Task.WhenAll(some.Select(b => _store.ReadAsync(b.Name, cancellation))).ConfigureAwait(false);
            for (int blob = 0; blob < some.Length; blob++)
            {
                if (some[blob].Problem(contents[blob]) is { } problem)
                {
                    throw new DamagedCheckpointException(problem);
                }

                if (some[blob].Name.Kind != BlobKind.Commands)
                {
                    _contents[some[blob].Name] = contents[blob]!.Value;
                }
            }
        }
    }

    /// <summary>Gives a task what it had; its blobs were fetched.</summary>
    public void Load(TaskCell cell)
    {
        if (cell.Definition.Recovery != Recovery.None)
        {
            LoadState(cell, cell.Checkpoint!);
        }

        cell.RestoredFrom = Manifest.Id.Number;
        cell.Sink?.GoOnFrom(Manifest);
        cell.HadEnded = Entry(cell.Id) is { HasEnded: true } && SourcesOf(cell).All(source => _tasks[source].All(static t => t.HasEnded));
    }

    private void LoadState(TaskCell cell, TaskCheckpoint into)
    {
        if (Entry(cell.Id)?.Fields is { } fields)
        {
            into.Load(fields, _contents[fields.Name].Span);
        }

        foreach (GroupEntry group in _tasks[cell.Component].SelectMany(t => t.Groups))
        {
            if (KeyGroup.Owner(group.Group, cell.Parallelism, Manifest.KeyGroups) == cell.Index)
            {
                into.Load(group, group.Chain.Select(b => _contents[b.Name]));
            }
        }
    }

    /// <summary>All that a task's input follows from: a spout that gives messages again gives them to those who had ended as well.</summary>
    private static HashSet<string> SourcesOf(TaskCell cell)
    {
        HashSet<string> sources = [];
        Stack<ComponentDefinition> open = new([cell.Definition]);
        while (open.TryPop(out ComponentDefinition? component))
        {
            foreach (SubscriptionDefinition subscription in component.Inputs)
            {
                if (sources.Add(subscription.Source))
                {
                    open.Push(cell.Host.Definition.Components.First(c => c.Name == subscription.Source));
                }
            }
        }

        return sources;
    }

    private TaskEntry? Entry(TaskId task) => _tasks[task.Component].FirstOrDefault(t => t.Index == task.Index);

    private TopologyInputException Refused(string why)
        => new($"The topology cannot go on from epoch {Manifest.Id.Number}: {why}, or begin anew with --fresh.");
}
